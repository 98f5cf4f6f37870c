/**
 * Microsoft's exports written in one line each, for tests: Graph users and totals as bytes, in the
 * shapes of Microsoft's documentation. All people and tenants are invented.
 */

/** GUIDs of Microsoft's licensing reference. */
export const sku = {
  e3: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  e1: '18181a46-0d4e-45cd-891e-60aabd171b4e',
  businessPremium: 'f245ecc8-75af-4f8e-b61f-27d8114de5f3',
  /** Teams Phone Standard: nobody has ruled on it. */
  teamsPhone: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd',
} as const;

export interface User {
  readonly upn: string;
  /** `[GUID, day of assignment]`. */
  readonly licences: readonly (readonly [string, string])[];
  readonly enabled?: boolean;
  readonly mail?: string;
  readonly userType?: 'Member' | 'Guest';
}

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value), 'utf8');

/** `GET /users?$select=…`, one page. */
export function graphUsers(name: string, ...users: readonly User[]) {
  const value = users.map((user, index) => ({
    id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    userPrincipalName: user.upn,
    displayName: 'Medarbejder x',
    mail: user.mail ?? user.upn,
    accountEnabled: user.enabled ?? true,
    userType: user.userType ?? 'Member',
    assignedLicenses: user.licences.map(([skuId]) => ({ disabledPlans: [], skuId })),
    licenseAssignmentStates: user.licences.map(([skuId, day]) => ({
      assignedByGroup: null,
      disabledPlans: [],
      error: 'None',
      lastUpdatedDateTime: `${day}T08:00:00Z`,
      skuId,
      state: 'Active',
    })),
  }));
  return { name, bytes: bytesOf({ value }) };
}

/** `GET /subscribedSkus`: `[GUID, part number, units in use]`. */
export function graphSkus(
  name: string,
  tenantId: string,
  ...skus: readonly (readonly [string, string, number])[]
) {
  const value = skus.map(([skuId, skuPartNumber, consumedUnits]) => ({
    accountId: tenantId,
    accountName: 'tenant',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits,
    id: `${tenantId}_${skuId}`,
    prepaidUnits: { enabled: 25, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: [],
    skuId,
    skuPartNumber,
    subscriptionIds: [],
  }));
  return { name, bytes: bytesOf({ value }) };
}

/** A report whose names the tenant conceals, as Microsoft does by default since September 2021. */
export const concealedReport = (name: string) => ({
  name,
  bytes: Buffer.from(
    '\ufeffReport Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,' +
      'Assigned Products\r\n' +
      ['3F2A', '77B0', 'C41D']
        .map((head) => {
          const hash = `${head}9C0E6B1D4A7F8E2C5B3A9D0F1E2B3C`;
          return `2026-11-20,${hash},${hash},False,,OFFICE 365 E3\r\n`;
        })
        .join(''),
    'utf8',
  ),
});
