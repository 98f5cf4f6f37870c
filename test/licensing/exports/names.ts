/** Display names as a catalogue knows them, those with a `+` of their own among them. */
export const knownNames = [
  'Office 365 E1',
  'Office 365 E3',
  'Office 365 E5',
  'Microsoft 365 E3 EEA (no Teams)',
  'Microsoft 365 Business Standard',
  'Microsoft 365 Business Premium',
  'Exchange Online (Plan 1)',
  'Exchange Online Archiving for Exchange Online',
  'Enterprise Mobility + Security E3',
  'Enterprise Mobility + Security E5',
  'Enterprise Mobility + Security A3 for Faculty',
  'Microsoft 365 F5 Security + Compliance Add-on',
  'Power BI (free)',
  'Visio Plan 2',
];
