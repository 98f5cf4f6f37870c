/** The legal "no"s to a ruling, each with its sentence. */
import { refusals } from '../../kernel/index.ts';

export const rulingRefusal = refusals('ruling', {
  'price-table-decides': {
    status: 409,
    say: (f) =>
      `"${f.licence}" is ${f.name} of the price table, plan ${f.plan} (${f.source}). The price ` +
      'table decides it, so it cannot be ruled on: a new price or class is a new row in rates/ (R2).',
  },
  'several-licences': {
    status: 409,
    say: (f) =>
      `"${f.licence}" is the name of several licences: ${[f.licences].flat().join('; ')}. ` +
      'Rule on the one that is meant by its GUID or part number (R3).',
  },
  'no-licence': {
    status: 422,
    say: (f) => `"${f.licence}" is not the name of one licence, so nobody can rule on it (R6).`,
  },
  'unheard-of': {
    status: 404,
    say: (f) => `Neither the catalogue nor any declaration names "${f.licence}".`,
  },
  'no-reason': {
    status: 422,
    say: () => 'A ruling needs its reason, since it decides what customers pay (R3, R43).',
  },
  'nobody-named': {
    status: 422,
    say: () => 'A ruling needs the name of whoever decided it (R43).',
  },
  'named-twice': {
    status: 422,
    say: (f) => `${f.name} is named twice, as "${f.licence}" again: each licence gets one ruling.`,
  },
  'plan-needless': {
    status: 422,
    say: (f) => `A ruling of class ${f.class} costs 0 kr, so it names no plan (${f.plan}).`,
  },
  'plan-not-business': {
    status: 422,
    say: (f) =>
      `"${f.plan}" is no Business plan of the price table on ${f.date}; there are: ${[f.plans].flat().join(', ')}.`,
  },
  'plans-differ': {
    status: 422,
    say: (f) =>
      `From ${f.date} on the Business plans of the price table do not all cost the same, so the ` +
      `ruling must say which one ${f.name} costs as much as: ${[f.plans].flat().join(', ')} (R1).`,
  },
  'no-business-plan': {
    status: 422,
    say: (f) =>
      `The price table has no Business plan on ${f.date}, so ${f.name} has no price (R1).`,
  },
  'from-needed': {
    status: 422,
    say: (f) =>
      `${f.name} was ruled on before: ruling ${f.ruling}, class ${f.class} from ${f.from}. Say from ` +
      `when this one holds: ${f.from} to take its place, or the first of a month to follow it (R2).`,
  },
  'within-month': {
    status: 422,
    say: (f) =>
      `${f.name} has a class already, and that changes on the first of a month only, not on ` +
      `${f.date} (R2).`,
  },
  'nothing-new': {
    status: 409,
    say: (f) => `${f.name} is class ${f.class} from ${f.from} already, by ruling ${f.ruling}.`,
  },
});
