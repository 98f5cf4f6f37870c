/** The legal "no"s about the keys that sign packs, each with what to do about it. */
import { refusals } from '../../kernel/index.ts';

const makeOne = 'make one with: takst keys create --to FILE';

export const refusal = refusals('keys', {
  'no-file': {
    status: 404,
    say: (f) =>
      `There is no key file ${f.path}: name another one in TAKST_SIGNING_KEY, or ${makeOne}`,
  },
  'not-private': {
    status: 422,
    say: (f) => `${f.path} holds no private key in PEM without a password; ${makeOne}`,
  },
  'other-kind': {
    status: 422,
    say: (f) => `${f.path} holds a key of the kind ${f.kind}; packs are signed by Ed25519 (R37)`,
  },
  exposed: {
    status: 409,
    say: (f) =>
      `${f.path} may be read by other users (mode ${f.mode}), so anybody among them could sign; ` +
      `run: chmod 600 ${f.path}`,
  },
  unrecorded: {
    status: 409,
    say: (f) =>
      `The key ${f.key} is not one that was made by takst keys create on this database, so nobody ` +
      'could tell whose it is',
  },
  retired: {
    status: 409,
    say: (f) => `The key ${f.key} was retired on ${f.date} (${f.reason}) and signs no more`,
  },
  unknown: { status: 404, say: (f) => `There is no key ${f.key}; see takst keys list` },
  ambiguous: {
    status: 422,
    say: (f) => `More than one key begins with ${f.key}: write more of it`,
  },
  'no-reason': { status: 422, say: () => 'Retiring a key needs a reason' },
});
