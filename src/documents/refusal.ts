/** The legal "no"s of the documents stage, each with its sentence. */
import { refusals } from '../kernel/index.ts';

export const documentRefusal = refusals('documents', {
  'not-found': { status: 404, say: (f) => `There is no document with number ${f.number}.` },
  'date-future': {
    status: 422,
    say: (f) => `The issue date ${f.date} is in the future; today is ${f.today} (R31).`,
  },
  'date-order': {
    status: 409,
    say: (f) =>
      `The issue date ${f.date} comes before the series' last, ${f.last}: number order is ` +
      `issue-date order (R31).`,
  },
  'series-full': {
    status: 409,
    say: (f) => `The number series ${f.series} ends at ${f.limit}; ${f.wanted} numbers are needed.`,
  },
  'rendering-damaged': {
    status: 500,
    say: (f) =>
      `The stored ${f.format} of document ${f.number} is not what its hash says: somebody or ` +
      `something changed it after it was made (R32). It is not handed out.`,
  },
  'not-renderable': {
    status: 422,
    say: (f) => `Document ${f.number} cannot be ${f.format}: ${f.findings}`,
  },
  'not-drawn': {
    status: 500,
    say: (f) => `Document ${f.number} could not be drawn as ${f.format}: ${f.findings}`,
  },
  'unknown-format': {
    status: 422,
    say: (f) => `There is no document format "${f.format}"; known: ${f.known}.`,
  },
});
