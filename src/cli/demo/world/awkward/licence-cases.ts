/**
 * Customers whose declarations are awkward: corrected afterwards, one for all beside individual
 * ones, several licences at once, unknown and none, and every licence name there is. What is owed
 * is worked out by hand from the rule named in each case.
 */
import { addDays, firstDay } from '../../../../kernel/index.ts';
import type { Draft } from '../draft.ts';
import { at, dayFromStart, folderAt, monthAt } from '../draft.ts';
import { addCustomer, addEmployee } from '../register.ts';
import { activate, declare, order } from '../statements.ts';
import { enterpriseNames, licences } from '../words.ts';
import { connected, longAgo, note, orderedOn } from './note.ts';

function addCorrected(draft: Draft): void {
  const second = monthAt(draft, 1);
  const customer = addCustomer(draft, {
    name: 'Grævlingeholm Revision A/S',
    bill_to: 'customer',
  });
  const dearer = connected(draft, customer);
  order(draft, dearer, 'Enterprise E3', orderedOn(draft));
  declare(draft, dearer, 'Business Premium', dayFromStart(draft, 0), 'Forkert licens oplyst', 1);
  note(draft, dearer, {
    code: 'backdated-to-business',
    rule: 'R9',
    due: ['30.00', '30.00'],
    folder: 1,
    what: 'Declared afterwards as Business for the first month: 30 kr more, naming that month.',
  });
  const cheaper = connected(draft, customer);
  order(draft, cheaper, 'Business Premium', orderedOn(draft));
  declare(draft, cheaper, 'Enterprise E3', dayFromStart(draft, 0), 'Opgraderet før måneden', 1);
  note(draft, cheaper, {
    code: 'backdated-to-enterprise',
    rule: 'R10',
    due: ['0.00', '0.00'],
    folder: 1,
    what: 'Declared afterwards as Enterprise for the first month: 30 kr proposed as a credit.',
  });
  const settled = connected(draft, customer);
  declare(draft, settled, 'none', orderedOn(draft), 'Ingen licens endnu');
  declare(draft, settled, 'ProPlus', orderedOn(draft), 'Licens fundet på kontoen', 1);
  note(draft, settled, {
    code: 'none-settled-later',
    rule: 'R5',
    due: ['30.00', '30.00'],
    folder: 1,
    what: 'Declared none, so afventer at first; settled as ProPlus and billed by the next run.',
  });
  const leaving = connected(draft, customer);
  order(draft, leaving, 'Business', orderedOn(draft));
  activate(draft, leaving, longAgo(draft), at(addDays(firstDay(second), 14), 16), 1);
  note(draft, leaving, {
    code: 'deactivated-mid-month',
    rule: 'R8',
    due: ['30.00', '30.00'],
    folder: 1,
    what: 'Deactivated in the middle of the second month: that month is owed in full.',
  });
}

function addOneForAll(draft: Draft): void {
  const second = monthAt(draft, 1);
  const customer = addCustomer(draft, {
    name: 'Søhestelund "Den Blå" Café, Bar & Vinhandel I/S',
    bill_to: 'customer',
    domain: 'soehestelund-cafe.example',
  });
  declare(draft, customer, 'Business Premium', orderedOn(draft), 'Samme licens til alle');
  const plain = connected(draft, customer);
  note(draft, plain, {
    code: 'licence-for-all',
    rule: 'R7',
    due: ['30.00', '30.00'],
    what: 'Holds what was declared for all employees of the customer.',
  });
  const own = connected(draft, customer);
  declare(draft, own, 'Enterprise E5', orderedOn(draft), 'Egen licens');
  declare(draft, own, 'as-customer', firstDay(second), 'Følger nu kunden', 1);
  note(draft, own, {
    code: 'individual-wins-over-all',
    rule: 'R7',
    due: ['0.00', '30.00'],
    folder: 1,
    what: 'An individual Enterprise E5 wins over the one for all until as-customer ends it.',
  });
  const joins = addEmployee(draft, customer, {}, 1);
  activate(draft, joins, at(addDays(firstDay(second), 11), 9), undefined, 1);
  note(draft, joins, {
    code: 'joins-later',
    rule: 'R7',
    due: [undefined, '30.00'],
    folder: 1,
    what: 'Joins in the second month and holds the licence declared for all.',
  });
  folderAt(draft, 1).employees.push({ ...plain.row, name: `${plain.name} Ågård` });
  note(draft, plain, {
    code: 'employee-row-edited',
    rule: 'R43',
    folder: 1,
    what: 'The same employee arrives under a new name: a recorded change, not an overwrite.',
  });
  folderAt(draft, 1).customers.push({ ...customer.row, address: 'Æblevej 7, 2. th.' });
  note(draft, customer, {
    code: 'customer-row-edited',
    rule: 'R43',
    folder: 1,
    what: 'The same customer arrives with a new address: a recorded change, not an overwrite.',
  });
}

function addEveryLicence(draft: Draft): void {
  const customer = addCustomer(draft, {
    name: 'Flagermusehøj Undervisning ApS',
    bill_to: 'customer',
  });
  const holds = (licence: string, code: string, rule: string, due: string | null) => {
    const employee = connected(draft, customer);
    if (rule === 'R1') order(draft, employee, licence, orderedOn(draft));
    else declare(draft, employee, licence, orderedOn(draft), 'Oplyst af forhandler');
    const what = `Holds ${licence}: ${due === null ? 'afventer' : `${due} kr a month`}.`;
    note(draft, employee, { code, rule, what, due: [due, due] });
  };
  for (const [name] of licences) {
    const code = `licence-${name.toLowerCase().replaceAll(' ', '-')}`;
    holds(name, code, 'R1', enterpriseNames.has(name) ? '0.00' : '30.00');
  }
  holds('Exchange Online K1', 'licence-alias', 'R1', '30.00');
  holds('Exchange Online | Enterprise E3', 'enterprise-among-several', 'R4', '0.00');
  holds('ProPlus | Business Essentials', 'several-business-licences', 'R4', '30.00');
  holds('Office 365 Fjordplan', 'unknown-licence', 'R5', null);
  holds('none', 'declared-none', 'R5', null);
}

export function addLicenceCases(draft: Draft): void {
  addCorrected(draft);
  addOneForAll(draft);
  addEveryLicence(draft);
}
