import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

/** Words that say in which layer a dataset is, not what it is about. */
const LAYERS = new Set(
  'base dim dimension fact fct int intermediate mart raw source src staging stg table tbl v view vw'.split(
    ' ',
  ),
);

/** A name in the parts that dots make of it, with the most telling one last. @internal */
export type NameParts = string[];

/** The words of a name, in singular: `stg_CustomerOrders` is stg, customer and order. @internal */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(toSingular);
}

/** The words that say what a dataset is about; all of them where nothing else is left. @internal */
export function tellingWordsOf(name: string): string[] {
  const words = wordsOf(name);
  const telling = words.filter(word => !LAYERS.has(word));
  return telling.length > 0 ? telling : words;
}

/** The parts of a name, quotes left out: `"Shop".public.orders`. @internal */
export function partsOf(name: string): NameParts {
  return name
    .split('.')
    .map(part => part.replace(/["`[\]]/g, '').trim())
    .filter(Boolean);
}

/** The parts of a dbt node that name it: `model.shop.orders.v2` is shop and orders. @internal */
export function nodePartsOf(nodeId: string): NameParts {
  const parts = partsOf(nodeId).slice(1);
  return parts.length > 1 && /^v\d+$/.test(parts[parts.length - 1])
    ? parts.slice(0, -1)
    : parts;
}

/** Everything a dataset is called. @internal */
export function namesOfDataset(dataset: ObservedDataset): NameParts[] {
  const { fqn, name, nodeId } = dataset;
  return [
    fqn ? partsOf(fqn) : [],
    // Ids of other tools are numbers, which resemble nothing.
    nodeId && /^(model|source|seed|snapshot)\./.test(nodeId)
      ? nodePartsOf(nodeId)
      : [],
    partsOf(name),
  ].filter(parts => parts.length > 0);
}

/**
 * How much two names look like one thing, from 0 to 1: the same last part whatever its case and separators counts most,
 * then parts before it that are the same, too; then how many of the words are shared.
 *
 * @internal
 */
export function resemblance(dataset: NameParts, other: NameParts): number {
  const written = compact(other.join(''));
  for (let count = dataset.length; count > 0; count--) {
    if (compact(dataset.slice(-count).join('')) === written) {
      return Math.min(1, 0.85 + 0.05 * count);
    }
  }
  const [own, others] = [dataset.at(-1)!, other.at(-1)!];
  if (compact(own) === compact(others)) {
    return 0.88;
  }
  const about = tellingWordsOf(own);
  const said = new Set(tellingWordsOf(others));
  const known = new Set([...dataset, ...other.slice(0, -1)].flatMap(wordsOf));
  const shared = about.filter(word => said.has(word)).length;
  const foreign = [...said].filter(word => !known.has(word)).length;
  return (0.85 * shared) / (about.length + foreign);
}

function toSingular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) {
    return `${word.slice(0, -3)}y`;
  }
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
