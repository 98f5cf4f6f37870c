/** Access: who asks, by what right, and how much of the house they see (R42). */
export { houseRoles, type Principal, type Role, readerRoles, roles } from './principal.ts';
export { refusal as accessRefusal } from './refusal.ts';
export {
  createToken,
  findPrincipal,
  isLive,
  type MadeToken,
  revokeToken,
  rotateToken,
} from './tokens/actions.ts';
export { verifyAccess } from './tokens/seal.ts';
export { listTokens, type NewToken, type Token } from './tokens/store.ts';
export { readAs, readFor } from './view.ts';
