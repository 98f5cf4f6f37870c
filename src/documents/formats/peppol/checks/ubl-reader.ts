/**
 * A finished XML file as a plain tree to look things up in. The parser takes namespaces, entities
 * and CDATA apart and follows no reference to anything outside the file; it forgives a mistake that
 * the schema would not, so this never says that a file is valid.
 */
import { create } from 'xmlbuilder2';
import { refusals } from '../../../../kernel/index.ts';

export interface UblElement {
  /** Without its prefix. */
  readonly name: string;
  /** From the root, as `Invoice/TaxTotal/TaxSubtotal[2]`. */
  readonly path: string;
  /** The text of the element alone, trimmed. */
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly UblElement[];
}

const refusal = refusals('check', {
  'not-xml': { status: 422, say: (f) => `The file is not well-formed XML: ${f.why}` },
  'not-ubl': {
    status: 422,
    say: (f) => `The file is ${f.found}, neither an Invoice nor a CreditNote of UBL 2.1.`,
  },
});

const roots = ['Invoice', 'CreditNote'] as const;
const namespaceOf = (name: string) => `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`;

/** What of the library's tree is needed here. */
interface XmlNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly namespaceURI?: string | null;
  readonly textContent: string | null;
  readonly childNodes: Iterable<XmlNode>;
  readonly attributes?: Iterable<{ readonly localName: string; readonly value: string }>;
}
const ELEMENT = 1;
const TEXTS = [3, 4];

/** The root of an invoice or a credit note; refuses what is not one. */
export function readUbl(xml: string): UblElement {
  const root = parsed(xml.replace(/^\ufeff/, ''));
  const name = roots.find((it) => it === root.localName);
  if (!name || root.namespaceURI !== namespaceOf(name)) {
    throw refusal('not-ubl', { found: `${root.localName} of ${root.namespaceURI ?? 'nowhere'}` });
  }
  return elementOf(root, name);
}

function parsed(xml: string): XmlNode {
  try {
    return create(xml).root().node as unknown as XmlNode;
  } catch (thrown) {
    const [why = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    throw refusal('not-xml', { why });
  }
}

function elementOf(node: XmlNode, path: string): UblElement {
  const nodes = [...node.childNodes];
  const elements = nodes.filter((child) => child.nodeType === ELEMENT);
  const counts = new Map<string, number>();
  const children = elements.map((child) => {
    const name = child.localName ?? '';
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return elementOf(child, `${path}/${name}${count > 1 ? `[${count}]` : ''}`);
  });
  const texts = nodes.filter(({ nodeType }) => TEXTS.includes(nodeType));
  return {
    name: node.localName ?? '',
    path,
    text: texts
      .map(({ textContent }) => textContent ?? '')
      .join('')
      .trim(),
    attributes: new Map([...(node.attributes ?? [])].map((it) => [it.localName, it.value])),
    children,
  };
}

/** All elements that a path of names leads to. */
export function all(from: UblElement, ...names: readonly string[]): readonly UblElement[] {
  return names.reduce<readonly UblElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((it) => it.name === name)),
    [from],
  );
}

/** The first of them. */
export const first = (from: UblElement, ...names: readonly string[]): UblElement | undefined =>
  all(from, ...names)[0];

/** The text of the first of them; empty where there is none. */
export const text = (from: UblElement, ...names: readonly string[]): string =>
  first(from, ...names)?.text ?? '';

/** Every element below, in the order of the file. */
export const everything = (from: UblElement): readonly UblElement[] =>
  from.children.flatMap((child) => [child, ...everything(child)]);
