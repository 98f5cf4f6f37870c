/** Where the description is read: as JSON by programs, as a page by people. Open to all: it holds no data. */
import { readFileSync } from 'node:fs';
import express, { type Router } from 'express';
import type { Route } from '../route.ts';
import { describeApi } from './openapi.ts';
import { descriptionPage, descriptionStyle } from './page.ts';

export function descriptionRouter(routes: readonly Route[]): Router {
  const router = express.Router();
  const description = JSON.stringify(describeApi(routes, version()), null, 2);
  const page = descriptionPage(routes);
  router.get('/v1/openapi.json', (_request, response) => {
    response.type('application/json').send(description);
  });
  router.get('/v1/docs', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/v1/docs.css', (_request, response) => {
    response.type('css').send(descriptionStyle);
  });
  return router;
}

function version(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
