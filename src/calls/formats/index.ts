/** The call formats that Takst reads; a new one is a file beside this one and a line here. */
import { defineKinds } from '../../kernel/index.ts';
import { asterisk } from './asterisk.ts';
import { broadworks } from './broadworks/records.ts';
import { canonical } from './canonical.ts';
import { cucm } from './cucm.ts';
import { freeswitchCsv } from './freeswitch/csv.ts';
import { freeswitchJson } from './freeswitch/json.ts';
import { kamailio } from './kamailio.ts';
import { mapped } from './mapped/mapped.ts';
import { threeCxRecords } from './three-cx/records.ts';
import { threeCxSegments } from './three-cx/segments.ts';

export const formats = defineKinds([
  canonical,
  cucm,
  kamailio,
  asterisk,
  freeswitchCsv,
  freeswitchJson,
  threeCxRecords,
  threeCxSegments,
  broadworks,
  mapped,
]);

/** The format of a call file that says nothing else. */
export const defaultFormat = canonical.name;
