/** Access: who asks, by what right, and how much of the house they see (R42). */
export { houseRoles, type Principal, type Role, readerRoles, roles } from './principal.ts';
export { refusal as accessRefusal } from './refusal.ts';
export { readAs, readFor } from './view.ts';
