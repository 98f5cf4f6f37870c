/**
 * The API's description (OpenAPI 3.1), made from the routes that are served, so that it cannot say
 * anything else. Schemas that have a name stand once, under components.
 */
import { z } from 'zod';
import { roles } from '../../access/index.ts';
import { type Route, tags } from '../route.ts';
import { problemSchema } from '../server/problem.ts';

type Json = Record<string, unknown>;

export function describeApi(routes: readonly Route[], version: string): Json {
  const named: Record<string, unknown> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => hoisted(schema, io, named);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, schemaOf) };
  }
  named.Problem = schemaOf(problemSchema, 'output') && named.Problem;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Takst',
      version,
      summary: 'Billing and licence compliance of a hosted PBX',
      description:
        'Amounts are strings with a decimal point, instants ISO 8601 with offset, dates YYYY-MM-DD, ' +
        `months YYYY-MM. What a role may not see does not exist for it: 404. Roles: ${roles.join(', ')}.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    security: [{ token: [] }],
    paths,
    components: {
      schemas: named,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Of `takst tokens create`' },
      },
    },
  };
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => unknown;

function operation(route: Route, schemaOf: SchemaOf): Json {
  const { answers, body, upload } = route;
  const said = body
    ? { 'application/json': { schema: schemaOf(body, 'input') } }
    : upload && Object.fromEntries(upload.map((type) => [type, { schema: { type: 'string' } }]));
  return {
    operationId: route.name,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description ? `${route.description}\n\n` : ''}Roles: ${route.roles.join(', ')}.`,
    parameters: [
      ...parametersOf(route.params, 'path', schemaOf),
      ...parametersOf(route.query, 'query', schemaOf),
    ],
    ...(said ? { requestBody: { required: true, content: said } } : {}),
    responses: {
      [answers.status]: { description: 'Done', ...contentOf(answers, schemaOf) },
      default: {
        description: 'Refused, or failed',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

function contentOf({ schema, types = [] }: Route['answers'], schemaOf: SchemaOf): Json {
  const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));
  if (schema) content['application/json'] = { schema: schemaOf(schema, 'output') } as never;
  return Object.keys(content).length > 0 ? { content } : {};
}

function parametersOf(
  schema: z.ZodObject | undefined,
  where: 'path' | 'query',
  schemaOf: SchemaOf,
) {
  return Object.entries(schema?.shape ?? {}).map(([name, of]) => {
    const it = of as z.ZodType;
    const { description } = (it.meta() ?? {}) as { description?: string };
    return {
      name,
      in: where,
      required: where === 'path' || !it.safeParse(undefined).success,
      ...(description ? { description } : {}),
      schema: schemaOf(it, 'input'),
    };
  });
}

/** The JSON Schema of a shape, with what has a name moved to `named`. */
function hoisted(
  schema: z.ZodType,
  io: 'input' | 'output',
  named: Record<string, unknown>,
): unknown {
  const written = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  const { $schema: _, $defs, ...own } = written;
  for (const [name, it] of Object.entries(($defs ?? {}) as Json)) named[name] = moved(it);
  const id = schema.meta()?.id as string | undefined;
  if (id === undefined) return moved(own);
  const { id: _id, ...bare } = own;
  named[id] = moved(bare);
  return { $ref: `#/components/schemas/${id}` };
}

function moved(value: unknown): unknown {
  const { id: _, ...text } = JSON.parse(
    JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );
  return text;
}
