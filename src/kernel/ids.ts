/**
 * Identifiers as branded strings, so that a customer's id cannot be passed where an employee's is
 * meant. They come from the operator's own systems; Takst never invents one.
 */
declare const idBrand: unique symbol;
type Id<Name extends string> = string & { readonly [idBrand]: Name };

export type ResellerId = Id<'reseller'>;
export type CustomerId = Id<'customer'>;
export type EmployeeId = Id<'employee'>;

export const resellerId = (text: string): ResellerId => text as ResellerId;
export const customerId = (text: string): CustomerId => text as CustomerId;
export const employeeId = (text: string): EmployeeId => text as EmployeeId;

/** Letters, digits and `. _ - @ /`, 1 to 64 of them: safe in lines and keys. No file is named by one. */
export const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._@/-]{0,63}$/u;
