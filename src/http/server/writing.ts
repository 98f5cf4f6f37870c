/** A problem put on the wire, with the request's id. */
import type { Response } from 'express';
import type { Problem } from './problem.ts';

export function writeProblem(response: Response, problem: Problem): void {
  const body = JSON.stringify({ ...problem, instance: `urn:takst:request:${response.locals.id}` });
  response.status(problem.status).type('application/problem+json').send(body);
}
