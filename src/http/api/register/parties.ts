/** Resellers, customers and employees as they are known. What a reseller sees of them the door decides. */
import { z } from 'zod';
import { accessRefusal, houseRoles, readFor } from '../../../access/index.ts';
import { declarationListing, listDeclarations } from '../../../licensing/index.ts';
import {
  activationListing,
  customerListing,
  employeeListing,
  listActivations,
  listCustomers,
  listEmployees,
  listResellers,
  resellerListing,
} from '../../../register/index.ts';
import { type Route, route } from '../../route.ts';
import { pageFrom, pageOf, pageQuery } from '../../shapes/page.ts';
import { customerIdSchema, employeeIdSchema, resellerIdSchema } from '../../shapes/words.ts';
import * as shapes from './shapes.ts';

const tag = 'Resellers and customers';
const readers = [...houseRoles, 'reseller'] as const;

const resellerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/resellers',
    name: 'listResellers',
    tag,
    summary: 'Resellers in the order of their ids',
    description: 'A reseller is shown itself.',
    roles: readers,
    query: pageQuery,
    answers: { status: 200, schema: pageOf(shapes.reseller) },
    handle: async ({ database, principal }, { query }) => {
      const found = await readFor(database, principal, listResellers);
      const sorted = [...found.values()].sort((a, b) => (a.resellerId < b.resellerId ? -1 : 1));
      const page = pageFrom(sorted, query, (it) => it.resellerId);
      return { body: { ...page, items: page.items.map(resellerListing) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/resellers/{reseller_id}',
    name: 'getReseller',
    tag,
    summary: 'A reseller',
    roles: readers,
    params: z.object({ reseller_id: resellerIdSchema }),
    answers: { status: 200, schema: shapes.reseller },
    handle: async ({ database, principal }, { params }) => {
      const found = await readFor(database, principal, listResellers);
      const reseller = found.get(params.reseller_id);
      if (!reseller) throw accessRefusal('not-found');
      return {
        body: resellerListing(reseller),
        version: `${reseller.resellerId} ${reseller.version}`,
      };
    },
  }),
];

const customerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/customers',
    name: 'listCustomers',
    tag,
    summary: 'Customers in the order of their ids, with their dated home',
    description: 'A customer that has moved is shown as it was recorded while it was the reader’s.',
    roles: readers,
    query: pageQuery.extend({ reseller_id: resellerIdSchema.optional() }),
    answers: { status: 200, schema: pageOf(shapes.customer) },
    handle: async ({ database, principal }, { query }) => {
      const of = { resellerId: query.reseller_id };
      const found = await readFor(database, principal, (tx) => listCustomers(tx, of));
      const sorted = [...found.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
      const page = pageFrom(sorted, query, (it) => it.customerId);
      return { body: { ...page, items: page.items.map(customerListing) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/customers/{customer_id}',
    name: 'getCustomer',
    tag,
    summary: 'A customer',
    roles: readers,
    params: z.object({ customer_id: customerIdSchema }),
    answers: { status: 200, schema: shapes.customer },
    handle: async ({ database, principal }, { params }) => {
      const of = { customerIds: [params.customer_id] };
      const found = await readFor(database, principal, (tx) => listCustomers(tx, of));
      const customer = found.get(params.customer_id);
      if (!customer) throw accessRefusal('not-found');
      return { body: customerListing(customer) };
    },
  }),
];

const employeeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/employees',
    name: 'listEmployees',
    tag: 'Employees, orders, declarations, activations',
    summary: 'The employees of a customer in the order of their ids',
    roles: readers,
    query: pageQuery.extend({ customer_id: customerIdSchema }),
    answers: { status: 200, schema: pageOf(shapes.employee) },
    handle: async ({ database, principal }, { query }) => {
      const of = { customerIds: [query.customer_id] };
      const found = await readFor(database, principal, (tx) => listEmployees(tx, of));
      const page = pageFrom(found, query, (it) => it.employeeId);
      return { body: { ...page, items: page.items.map(employeeListing) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/employees/{employee_id}',
    name: 'getEmployee',
    tag: 'Employees, orders, declarations, activations',
    summary: 'An employee with every declaration and activation, the oldest first',
    roles: readers,
    params: z.object({ employee_id: employeeIdSchema }),
    answers: { status: 200, schema: shapes.employeeHistory },
    handle: async ({ database, principal }, { params: { employee_id: id } }) => {
      const body = await readFor(database, principal, async (tx) => {
        const [employee] = await listEmployees(tx, { employeeIds: [id] });
        if (!employee) throw accessRefusal('not-found');
        const { customerId } = employee;
        const declared = (await listDeclarations(tx, { customerIds: [customerId] })).get(
          customerId,
        );
        const activations = (await listActivations(tx, { employeeIds: [id] })).get(id) ?? [];
        const own = (declared ?? []).filter(({ employeeId = id }) => employeeId === id);
        return {
          employee: employeeListing(employee),
          declarations: own.map(declarationListing),
          activations: activations.map(activationListing),
        };
      });
      return { body };
    },
  }),
];

export const partyRoutes: readonly Route[] = [
  ...resellerRoutes,
  ...customerRoutes,
  ...employeeRoutes,
];
