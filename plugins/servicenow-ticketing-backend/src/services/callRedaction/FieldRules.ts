/*
 * What becomes of a value, by the name of its field, key or parameter. Names decide, because the shapes of what
 * ServiceNow sends are too many to list as paths, which is what redaction libraries want.
 */

/** Names of whatever signs somebody in, in any spelling. */
const SENSITIVE =
  /passw|pwd|passphrase|secret|token|authori[sz]ation|credential|api[_-]?key|private[_-]?key|cookie|session/i;

/** Where people write to each other. */
const JOURNAL_FIELDS = ['work_notes', 'comments', 'comments_and_work_notes'];

/** Texts of which the beginning tells enough to debug with. */
const LONG_TEXTS = ['description', 'close_notes', ...JOURNAL_FIELDS];

/** Names are remembered, as the same few come again and again; not without end, as answers may hold any. */
const MAX_REMEMBERED = 1_000;

/** `hide` a secret, `exclude` what the integration must not keep, `cut` a long text. */
export type FieldRule = 'hide' | 'exclude' | 'cut' | 'keep';

/** Knows what becomes of the values of one integration's calls. */
export class FieldRules {
  readonly #excluded: ReadonlySet<string>;
  readonly #cut: ReadonlySet<string>;
  readonly #remembered = new Map<string, FieldRule>();

  private constructor(excluded: Iterable<string>, cut: Iterable<string>) {
    this.#excluded = new Set(excluded);
    this.#cut = new Set(cut);
  }

  /** For the fields of a ticket. */
  static ofRecords(settings: {
    excludedFields: readonly string[];
    /** Where the mapping writes close notes. */
    notesField: string;
  }): FieldRules {
    return new FieldRules(withSummary(settings.excludedFields), [
      ...LONG_TEXTS,
      settings.notesField,
    ]);
  }

  /** For rows of `sys_journal_field`, whose `value` is a text of whatever journal field. */
  static ofJournal(settings: { excludedFields: readonly string[] }) {
    const { excludedFields } = settings;
    const isExcluded = excludedFields.some(field =>
      JOURNAL_FIELDS.includes(field),
    );
    return new FieldRules(
      isExcluded ? [...excludedFields, 'value'] : excludedFields,
      ['value'],
    );
  }

  of(name: string): FieldRule {
    let rule = this.#remembered.get(name);
    if (rule === undefined) {
      rule = this.#decide(name);
      if (this.#remembered.size < MAX_REMEMBERED) {
        this.#remembered.set(name, rule);
      }
    }
    return rule;
  }

  #decide(name: string): FieldRule {
    if (SENSITIVE.test(name)) {
      return 'hide';
    }
    // A dot-walked name such as caller_id.email tells of each of its parts.
    const parts = name.split('.');
    if (parts.some(part => this.#excluded.has(part))) {
      return 'exclude';
    }
    return this.#cut.has(parts.at(-1)!) ? 'cut' : 'keep';
  }
}

/** One field shows the texts of two others. */
function withSummary(excludedFields: readonly string[]): readonly string[] {
  return excludedFields.some(field => JOURNAL_FIELDS.includes(field))
    ? [...excludedFields, 'comments_and_work_notes']
    : excludedFields;
}
