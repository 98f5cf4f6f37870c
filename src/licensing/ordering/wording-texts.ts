/**
 * The words that a reseller agrees to when an order is confirmed, in versions by date. They stand in
 * a table of the program and not in `rates/`, since a text has to fit the places that are filled in
 * and is reviewed with them; what was agreed to is kept in full with the order, so no order depends
 * on this table later. A version that has been in use is never edited: a new one is added.
 */
import { type LocalDate, localDate } from '../../kernel/index.ts';

export interface WordingTexts {
  readonly heading: string;
  /** Numbered when shown, in this order. */
  readonly clauses: readonly string[];
  /** The last clause; `{fees}` is filled in from the catalogue. Left out where nothing has a fee. */
  readonly fee: string;
}

export interface WordingVersion {
  readonly version: string;
  /** From when it is the one to agree to; the first counts for every day before it too. */
  readonly validFrom: LocalDate;
  readonly da: WordingTexts;
  readonly en: WordingTexts;
}

/** Ascending by date. */
export const wordings: readonly WordingVersion[] = [
  {
    version: '2026-11',
    validFrom: localDate('2026-11-01'),
    da: {
      heading: 'Bekræftelse af bestilling af Skype for Business-integrationen',
      clauses: [
        'Licenserne i bestillingen er de Office 365-licenser, som slutkundens medarbejdere har. ' +
          'Forhandleren indberetter dem korrekt i forbindelse med bestillingen.',
        'Forhandleren holder indberetningen ajour og giver besked om alle ændringer i ' +
          'slutkundens licenser.',
        'Beder Flexfone eller Microsoft om det, leverer forhandleren senest inden for 3 ' +
          'arbejdsdage dokumentation for licenserne: for hver medarbejder licensen og ' +
          'kontooplysningerne i Office 365, så de kan krydstjekkes.',
        'Omkostninger, som skyldes, at forhandleren eller dennes slutkunder har indberettet ' +
          'forkert, faktureres videre til forhandleren.',
      ],
      fee:
        'Licenser af klassen Business koster {fees} ekskl. moms pr. aktiveret medarbejder pr. ' +
        'måned. Beløbet betales fuldt ud fra og med den måned, hvor medarbejderen aktiverer ' +
        'integrationen. Licenser af klassen Enterprise er inkluderet i PBX-prisen.',
    },
    en: {
      heading: 'Confirmation of an order of the Skype for Business integration',
      clauses: [
        "The licences in the order are the Office 365 licences that the customer's employees " +
          'hold. The reseller reports them correctly with the order.',
        "The reseller keeps the report current and tells of every change of the customer's " +
          'licences.',
        'If Flexfone or Microsoft asks for it, the reseller delivers documentation of the ' +
          'licences within 3 working days: for each employee the licence and the Office 365 ' +
          'account, so that they can be cross-checked.',
        'Costs that arise because the reseller or its customers have reported wrongly are ' +
          'charged on to the reseller.',
      ],
      fee:
        'Licences of class Business cost {fees} ex VAT per activated employee per month. The ' +
        'amount is due in full from the month in which the employee activates the integration. ' +
        'Licences of class Enterprise are included in the PBX price.',
    },
  },
];
