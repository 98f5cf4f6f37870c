/** The description as a page without script: what there is, who may, what it takes and answers. */
import { z } from 'zod';
import { type Route, tags } from '../route.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);

export function descriptionPage(routes: readonly Route[]): string {
  const parts = tags.map((tag) => {
    const own = routes.filter((route) => route.tag === tag);
    return own.length === 0 ? '' : `<h2>${escaped(tag)}</h2>${own.map(routeText).join('')}`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Takst API</title><link rel="stylesheet" href="/v1/docs.css"></head><body><main>
<h1>Takst API</h1>
<p>Every request carries <code>Authorization: Bearer takst_…</code>, a token of <code>takst tokens
create</code>. Errors are <code>application/problem+json</code> with a stable <code>code</code>. What a role
may not see does not exist for it. For programs: <a href="/v1/openapi.json">openapi.json</a>.</p>
${parts.join('')}</main></body></html>`;
}

function routeText(route: Route): string {
  const { method, path, summary, description = '', answers } = route;
  return `<section id="${escaped(route.name)}"><h3><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code></h3>
<p>${escaped(summary)}. ${escaped(description)}</p>
<p class="roles">For: ${escaped(route.roles.join(', '))}</p>
${schemaText('Query', route.query, 'input')}${schemaText('Body', route.body, 'input')}
${route.upload ? `<p>Body: a file, ${escaped(route.upload.join(' or '))}; gzip may be used.</p>` : ''}
${schemaText(`Answer ${answers.status}`, answers.schema, 'output')}
${answers.types ? `<p>Answer ${answers.status}: ${escaped(answers.types.join(', '))}</p>` : ''}</section>`;
}

function schemaText(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (!schema) return '';
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const text = JSON.stringify(written, null, 2);
  return `<details><summary>${escaped(title)}</summary><pre>${escaped(text)}</pre></details>`;
}

export const descriptionStyle = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; color: #1c2430; background: #fff; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #d5dae2; }
h3 { font-size: 1rem; margin: 1.5rem 0 0; overflow-wrap: anywhere; }
h3 b { color: #0b5c8a; }
p { margin: .25rem 0 .5rem; }
.roles { color: #566070; font-size: .9rem; }
pre { background: #f5f7fa; padding: .75rem; overflow: auto; font-size: .85rem; }
summary { cursor: pointer; color: #0b5c8a; }
`;
