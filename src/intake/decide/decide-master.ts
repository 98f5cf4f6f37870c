/**
 * Decides a whole import in memory, file by file in the order of their kinds, before anything is
 * recorded: what is new, what changes, what is refused and why. The picture moves along, so each
 * file sees what those before it bring.
 */
import type { Actor } from '../../db/index.ts';
import { type Fault, monthOf } from '../../kernel/index.ts';
import {
  type KeptIndividually,
  keptIndividually,
  type NewDeclaration,
} from '../../licensing/index.ts';
import type { RegisterChanges } from '../../register/index.ts';
import type { RowFault } from '../csv/csv-file.ts';
import { type MasterKindName, masterKinds } from '../file-kinds.ts';
import type { MasterFiles } from '../master-files.ts';
import type { Picture } from '../picture.ts';
import { decideActivations } from './activations.ts';
import { decideEmployees } from './employees.ts';
import { decideCustomers, decideResellers } from './parties.ts';
import { decideDeclarations, decideOrders } from './statements.ts';
import { emptyVerdict, type Tally } from './verdict.ts';

export interface FileDecision {
  readonly tally: Readonly<Tally>;
  /** Of reading and of deciding, by line. */
  readonly faults: readonly RowFault[];
  readonly warnings: readonly Fault[];
}

export interface MasterDecision {
  readonly files: ReadonlyMap<MasterKindName, FileDecision>;
  readonly changes: RegisterChanges;
  readonly declarations: readonly NewDeclaration[];
  readonly keptIndividually: readonly KeptIndividually[];
}

export function decideMaster(picture: Picture, files: MasterFiles, actor: Actor): MasterDecision {
  const none = emptyVerdict();
  const resellers = files.resellers && decideResellers(picture, files.resellers);
  const customers =
    files.customers && decideCustomers(picture, files.customers, monthOf(actor.now));
  const employees = files.employees && decideEmployees(picture, files.employees);
  const orders = files.orders && decideOrders(picture, files.orders, actor);
  const declared = files.declarations && decideDeclarations(picture, files.declarations, actor);
  const activations = files.activations && decideActivations(picture, files.activations);
  const verdicts = { resellers, customers, employees, orders, declarations: declared, activations };
  const decided = new Map<MasterKindName, FileDecision>();
  for (const { name } of masterKinds.all) {
    const file = files[name];
    const verdict = verdicts[name] ?? none;
    if (!file) continue;
    const faults = [...file.rowFaults, ...verdict.faults].sort((a, b) => a.line - b.line);
    const warnings = [...file.warnings, ...verdict.warnings].sort((a, b) => a.line - b.line);
    decided.set(name, { tally: verdict.tally, faults, warnings });
  }
  const declarations = [...(orders?.declarations ?? []), ...(declared?.declarations ?? [])];
  return {
    files: decided,
    changes: {
      resellers: resellers?.resellers ?? [],
      customers: customers?.customers ?? [],
      employees: employees?.employees ?? [],
      orders: orders?.orders ?? [],
      activations: activations?.activations ?? [],
      marks: [...(customers?.marks ?? []), ...(activations?.marks ?? [])],
    },
    declarations,
    keptIndividually: keptIndividually(picture.declarations, picture.catalogue, declarations),
  };
}
