/**
 * Where a bank's CSV says what: banks name their columns as they like, so the usual names are known
 * and any other can be told. What a cell says is not read here.
 */
export const paymentColumns = ['date', 'amount', 'text', 'payment_id', 'id', 'currency'] as const;
export type PaymentColumn = (typeof paymentColumns)[number];

export const usual: Readonly<Record<PaymentColumn, readonly string[]>> = {
  date: ['date', 'dato', 'bogført', 'bogføringsdato', 'betalingsdato', 'indbetalingsdato'],
  amount: ['amount', 'beløb'],
  text: ['text', 'tekst', 'meddelelse', 'posteringstekst'],
  payment_id: ['payment_id', 'betalings-id', 'betalingsid', 'betalingsidentifikation'],
  id: ['id', 'arkivreference', 'transaktions-id', 'transaktionsid'],
  currency: ['currency', 'valuta', 'valutakode'],
};

/** Places of each column; none where the file has no such column. Only of text there are several. */
export type Places = Readonly<Record<PaymentColumn, readonly number[]>>;

/** Names as told stand in the place of the usual ones. */
export function placesOf(
  header: readonly string[],
  told: ReadonlyMap<PaymentColumn, string>,
): Places {
  const names = header.map((name) => name.toLowerCase());
  const found = paymentColumns.map((column): [PaymentColumn, readonly number[]] => {
    const name = told.get(column);
    const wanted = name === undefined ? usual[column] : [name.toLowerCase()];
    const places = names.flatMap((it, place) => (wanted.includes(it) ? [place] : []));
    return [column, column === 'text' ? places : places.slice(0, 1)];
  });
  return Object.fromEntries(found) as Places;
}

/** What a row says in a column: of several, each text once. */
export function cellOf(record: readonly string[], places: readonly number[]): string {
  const said = places.map((place) => record[place] ?? '').filter((text) => text !== '');
  return [...new Set(said)].join(' ');
}
