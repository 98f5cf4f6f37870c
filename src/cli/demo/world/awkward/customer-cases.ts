/**
 * Customers that are awkward as a whole: on premise, not ready yet, billed to the reseller, without
 * an address, taken over in the second month, owing nothing, abroad. What is owed is worked out by
 * hand from the rule named in each case.
 */
import type { Customer, Draft } from '../draft.ts';
import { at, dayFromStart, folderAt, monthAt } from '../draft.ts';
import type { RowOf } from '../files.ts';
import { addCustomer, addEmployee } from '../register.ts';
import { activate, declare, order } from '../statements.ts';
import type { Due, Note } from './note.ts';
import { connected, note, orderedOn } from './note.ts';

function addUnready(draft: Draft): void {
  const cellar = addCustomer(draft, {
    name: 'Kålormeborg Maskinfabrik A/S',
    bill_to: 'customer',
    hosting: 'on-premise',
  });
  const inCellar = connected(draft, cellar);
  declare(draft, inCellar, 'Business Premium', orderedOn(draft), 'Oplyst af forhandler');
  note(draft, inCellar, {
    code: 'hosting-on-premise',
    rule: 'R11',
    due: ['30.00', '30.00'],
    what: 'Active although hosting is on premise: stored and owed, and a finding.',
  });
  const noUser = connected(draft, cellar, { myfone: 'false' });
  declare(draft, noUser, 'Enterprise E3', orderedOn(draft), 'Oplyst af forhandler');
  note(draft, noUser, {
    code: 'no-myfone-user',
    rule: 'R11',
    due: ['0.00', '0.00'],
    what: 'Active without a Myfone user: stored, and a finding.',
  });
  const early = addCustomer(draft, {
    name: 'Ålekvabbenæs Bådebyggeri ApS',
    bill_to: 'customer',
    ready_on: dayFromStart(draft, 14),
  });
  const eager = addEmployee(draft, early);
  order(draft, eager, 'Business Premium', orderedOn(draft));
  activate(draft, eager, at(dayFromStart(draft, 9), 11));
  note(draft, eager, {
    code: 'activated-before-ready',
    rule: 'R11',
    due: ['30.00', '30.00'],
    what: 'Activated five days before the customer was ready: stored and owed, and a finding.',
  });
}

/** A customer with one licence for all, whose every employee is the same case. */
function addAccount(
  draft: Draft,
  said: Note,
  licence: string,
  heads: number,
  fixed: RowOf<'customers'>,
): Customer {
  const customer = addCustomer(draft, { bill_to: 'customer', ...fixed });
  order(draft, customer, licence, orderedOn(draft));
  for (let head = 1; head <= heads; head += 1) {
    const code = head === 1 ? said.code : `${said.code}-${head}`;
    note(draft, connected(draft, customer), { ...said, code });
  }
  return customer;
}

/** Accounts whose document goes elsewhere, waits, or cannot be issued. */
function addOddReceivers(draft: Draft): void {
  const both: Due = ['30.00', '30.00'];
  const throughReseller = {
    code: 'billed-to-reseller',
    rule: 'R29',
    due: both,
    what: 'The customer is billed through its reseller.',
  };
  addAccount(draft, throughReseller, 'Business Premium', 3, {
    name: 'Pindsvinebro Planteskole ApS',
    bill_to: 'reseller',
  });
  const withoutAddress = {
    code: 'address-missing',
    rule: 'R34',
    due: both,
    what: 'No address at first: no document for the first month; the next run bills both.',
  };
  const homeless = addAccount(draft, withoutAddress, 'Business Essentials', 2, {
    name: 'Skildpaddesø Rejser ApS',
    address: '',
    postcode: '',
    city: '',
  });
  folderAt(draft, 1).customers.push({
    ...homeless.row,
    address: 'Kærmindevej 12',
    postcode: '8800',
    city: 'Viborg',
  });
  const abroad = {
    code: 'buyer-abroad',
    rule: 'R30',
    due: both,
    what: 'Buyer in Sweden: an exception until finance has set the VAT treatment.',
  };
  addAccount(draft, abroad, 'Business Premium', 2, {
    name: 'Græshoppevang Logistik AB',
    domain: 'graeshoppevang.example',
    cvr: '',
    gln: '',
    address: 'Blåbärsgatan 4',
    postcode: '211 22',
    city: 'Malmö',
    country: 'SE',
  });
}

/** Accounts that owe nothing: not before a month, or not at all. */
function addNothingOwed(draft: Draft): void {
  const later = {
    code: 'billed-from-second-month',
    rule: 'R10a',
    due: [undefined, '30.00'] as Due,
    what: 'Taken over from the second month: nothing is owed or listed before it.',
  };
  addAccount(draft, later, 'Business Premium', 2, {
    name: 'Guldsmedeskov Ejendomme A/S',
    billed_from: monthAt(draft, 1),
  });
  const free = {
    code: 'zero-kroner-only',
    rule: 'R30',
    due: ['0.00', '0.00'] as Due,
    what: 'Enterprise E3 for all and no calls: a document of 0 kr is issued all the same.',
  };
  const quiet = addAccount(draft, free, 'Enterprise E3', 3, { name: 'Ugleåsen Fysioterapi ApS' });
  draft.silent.add(quiet.id);
}

export function addCustomerCases(draft: Draft): void {
  addUnready(draft);
  addOddReceivers(draft);
  addNothingOwed(draft);
}
