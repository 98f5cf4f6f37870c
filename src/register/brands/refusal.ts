/** The legal "no"s of brands, each with its sentence. */
import { refusals } from '../../kernel/index.ts';

export const brandRefusal = refusals('brand', {
  'reseller-unknown': { status: 404, say: (f) => `There is no reseller ${f.reseller}.` },
  'colour-unknown': {
    status: 422,
    say: (f) => `"${f.colour}" is no colour; one is written #0f5063: red, green and blue.`,
  },
  'colour-too-light': {
    status: 422,
    say: (f) =>
      `The colour ${f.colour} has a contrast of ${f.contrast}:1 to white paper, and text in it ` +
      `needs ${f.least}:1 to be read by all (WCAG 2.2, 1.4.3). ${f.instead} would do.`,
  },
  'logo-format': {
    status: 422,
    say: (f) => `The logo is ${f.looksLike}; it must be a PNG.`,
  },
  'logo-too-large': {
    status: 422,
    say: (f) =>
      `The logo takes ${f.bytes} bytes and may take ${f.most}: every document carries it.`,
  },
  'logo-too-wide': {
    status: 422,
    say: (f) => `The logo has ${f.width} x ${f.height} pixels; ${f.most} each way is the most.`,
  },
  'logo-damaged': { status: 422, say: (f) => `The logo cannot be read: the file ${f.why}.` },
  'logo-white': {
    status: 422,
    say: () => 'The logo is white, or nearly: on white paper nobody would see it.',
  },
});
