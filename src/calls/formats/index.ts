/** The call formats that Takst reads; a new one is a file beside this one and a line here. */
import { defineKinds } from '../../kernel/index.ts';
import { canonical } from './canonical.ts';

export const formats = defineKinds([canonical]);

/** The format of a call file that says nothing else. */
export const defaultFormat = canonical.name;
