import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';

/** What one check said in one run. `error` and `skipped` say nothing about the data. @public */
export type Outcome = 'fail' | 'warn' | 'pass' | 'error' | 'skipped';

/** The dataset a check looked at. @public */
export interface ObservedDataset {
  /** Where it lives, such as `snowflake`; unknown when left out. */
  platform?: string;
  /** Its fully qualified name as the source writes it, such as `shop.public.orders`. */
  fqn?: string;
  /** What people call it. */
  name: string;
  /** The source's own id of the dataset, such as dbt's `model.shop.orders`. */
  nodeId?: string;
}

/** One check of one dataset in one run of its source. @public */
export interface Observation {
  /** Position in the reported document, counting from 0; errors refer to it. */
  index: number;
  /** The source's own, stable name of the check: never holds messages, counts, times or run ids. */
  checkKey: string;
  /**
   * The source's own, stable identity of the problem, where it has one. It alone recognises the problem when
   * it comes again; without it dataset, check, fields and partition together do.
   */
  identity?: string;
  outcome: Outcome;
  dataset: ObservedDataset;
  /** The entity the source names itself, which beats every other way of matching. */
  entityRef?: string;
  /** The partition of the dataset that was checked, when checks run per partition. */
  partition?: string;
  fields: string[];
  type: string;
  /** The severity in the source's own words; a table per source turns it into ours. */
  sourceSeverity?: string;
  severity: Severity;
  weight?: number;
  /** Rows the check complains about. */
  count?: number;
  title: string;
  message: string;
  url?: string;
  tags: string[];
}

/** What a document of a source says. @public */
export interface ParsedReport {
  run: {
    /** The source's id of the run; repeating a run changes nothing. */
    id: string;
    observedAt: Date;
  };
  observations: Observation[];
  /** Items that say nothing about data quality, such as dbt's model rows. */
  ignored: number;
  /** Items that could not be used, by their position. */
  errors: { index: number; reason: string }[];
}

/** How a configured source wants its documents read. @public */
export interface ParseOptions {
  /** Turns the source's severities (any case) into ours. */
  severity: Record<string, Severity>;
  /** When the document arrived; stands in for a time the document does not hold. */
  receivedAt: Date;
  /** Labels that name the dataset, most telling first, for tools that label freely, such as Alertmanager. */
  datasetLabels?: string[];
}

/**
 * Reads the documents of one kind of tool.
 *
 * @remarks
 *
 * `parse` is pure. It throws an `InputError` that names what is wrong when the whole document cannot
 * be used, and lists single items that cannot in `errors`.
 *
 * @public
 */
export interface AnomalySource {
  /** The name used in `servicenowTicketing.sources.<id>.adapter`, such as `dbt`. */
  adapter: string;
  parse(document: unknown, options: ParseOptions): ParsedReport;
}
