import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';

/** A piece of a document: a container that is still empty, or what some container holds. */
export type Piece =
  | { id: number; isList: boolean; into?: Place }
  | { into: number; entries: [key: string | number, value: JsonValue][] };

/** Where a container belongs: in which other one, under which key. */
interface Place {
  id: number;
  key: string | number;
}

type Container = { [key: string]: JsonValue } | JsonValue[];

/** Values one piece holds at most, long strings counting for more. */
const VALUES_PER_PIECE = 5_000;
/** Characters that count for one value more. */
const CHARACTERS_PER_VALUE = 100;
/** Containers nested deeper than this are pieces of their own: copying takes the stack. */
const LEVELS_PER_PIECE = 50;
/** No tool nests its results so deeply. */
const MAX_LEVELS = 1_000;

/**
 * Cuts a document into pieces that can be handed to another thread one by one, which can do other work in between.
 *
 * @throws InputError about a document that is nested too deeply
 */
export function* cutIntoPieces(document: JsonValue): Generator<Piece> {
  if (!isContainer(document)) {
    throw new InputError('The document is no object and no list');
  }
  let lastId = 0;
  const open: { container: Container; id: number; level: number }[] = [
    { container: document, id: lastId, level: 0 },
  ];
  yield { id: lastId, isList: Array.isArray(document) };
  for (let next = open.pop(); next; next = open.pop()) {
    const { container, id: into, level } = next;
    if (level > MAX_LEVELS) {
      throw new InputError(
        `The document is nested deeper than ${MAX_LEVELS} levels`,
      );
    }
    let entries: [string | number, JsonValue][] = [];
    let weight = 0;
    for (const [key, value] of entriesOf(container)) {
      const own = weigh(value);
      if (own === undefined && isContainer(value)) {
        if (entries.length > 0) {
          // In the order of the document.
          yield { into, entries };
          entries = [];
          weight = 0;
        }
        lastId += 1;
        yield {
          id: lastId,
          isList: Array.isArray(value),
          into: { id: into, key },
        };
        open.push({ container: value, id: lastId, level: level + 1 });
        continue;
      }
      entries.push([key, value]);
      weight += own ?? 0;
      if (weight >= VALUES_PER_PIECE) {
        yield { into, entries };
        entries = [];
        weight = 0;
      }
    }
    if (entries.length > 0) {
      yield { into, entries };
    }
  }
}

/** Puts pieces together again. */
export class PieceAssembler {
  readonly #containers = new Map<number, Container>();

  add(piece: Piece): void {
    if ('entries' in piece) {
      const container = this.#containers.get(piece.into)!;
      for (const [key, value] of piece.entries) {
        put(container, key, value);
      }
      return;
    }
    const container: Container = piece.isList ? [] : {};
    this.#containers.set(piece.id, container);
    if (piece.into) {
      put(this.#containers.get(piece.into.id)!, piece.into.key, container);
    }
  }

  document(): JsonValue {
    return this.#containers.get(0)!;
  }
}

function put(
  container: Container,
  key: string | number,
  value: JsonValue,
): void {
  // Assigning would take __proto__ for more than a key.
  Object.defineProperty(container, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function* entriesOf(
  container: Container,
): Generator<[string | number, JsonValue]> {
  if (Array.isArray(container)) {
    yield* container.entries();
    return;
  }
  for (const key of Object.keys(container)) {
    yield [key, container[key]!];
  }
}

/** How many values there are in a value; `undefined` when they are too many, or too deep, for one piece. */
function weigh(value: JsonValue): number | undefined {
  let weight = 0;
  const open: [JsonValue, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, level] = next;
    weight += 1;
    if (typeof current === 'string') {
      weight += Math.floor(current.length / CHARACTERS_PER_VALUE);
    } else if (isContainer(current)) {
      if (level >= LEVELS_PER_PIECE || weight > VALUES_PER_PIECE) {
        return undefined;
      }
      for (const inner of Object.values(current)) {
        open.push([inner!, level + 1]);
        if (open.length > VALUES_PER_PIECE) {
          return undefined;
        }
      }
    }
  }
  return weight;
}

function isContainer(value: JsonValue | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}
