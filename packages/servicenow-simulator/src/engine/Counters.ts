import { TableDefinition } from '../dictionary/types';

const DEFAULT_DIGITS = 7;

/** Hands out the numbers of records: INC0010001, INC0010002 and so on. @internal */
export class Counters {
  readonly #last = new Map<string, number>();

  next(definition: TableDefinition): string | undefined {
    const { numbers } = definition;
    if (!numbers) {
      return undefined;
    }
    const value = (this.#last.get(definition.name) ?? numbers.start) + 1;
    this.#last.set(definition.name, value);
    return (
      numbers.prefix +
      String(value).padStart(numbers.digits ?? DEFAULT_DIGITS, '0')
    );
  }
}
