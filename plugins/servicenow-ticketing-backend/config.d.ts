import type { HumanDuration } from '@backstage/types';

/** A value for each severity of an anomaly. */
type SeverityValues = {
  critical?: string | number;
  high?: string | number;
  medium?: string | number;
  low?: string | number;
};

export interface Config {
  servicenowTicketing?: {
    /** What this portal calls itself in the texts it writes into ServiceNow. Default: Backstage */
    productName?: string;

    /**
     * Tools that report anomalies, by the id they report under: POST /ingest/<id>. The id must not change, as it
     * is part of how a problem is recognised when it comes again; use one source per environment.
     */
    sources?: {
      [id: string]: {
        /**
         * Whose documents these are: dbt, great-expectations, soda, alertmanager, openmetadata, canonical, or what
         * another backend module adds.
         */
        adapter: string;

        /** What people read instead of the id. Default: the id */
        title?: string;

        /**
         * What the tool's severities mean here, by the tool's word in any case; the word default is for failures
         * without a word that means something. For dbt the words are error, warn and whatever meta.severity of your
         * tests says; docs/sources.md names those of the others. Default: critical, high, medium and low mean
         * themselves, error is high, warn is medium
         */
        severity?: {
          [word: string]: 'critical' | 'high' | 'medium' | 'low';
        };

        /**
         * For alertmanager: labels or annotations that name the dataset, most telling first. Where none of them is
         * there, the usual ones are looked at: fqn, dataset, table with schema and database.
         */
        datasetLabels?: string[];
      };
    };

    /** Connected ServiceNow instances, by a name that must not change once tickets refer to it. */
    integrations?: {
      [name: string]: {
        /** What people call the instance. Default: its name */
        title?: string;

        /** Such as https://your-instance.service-now.com, without a trailing slash or path. Must be https, except on localhost. */
        instanceUrl: string;

        /** Whether this instance is meant where a request names none. One instance alone is the default anyway. */
        default?: boolean;

        /** Table that tickets are created in. Default: incident */
        table?: string;

        /** How to sign in. The service account needs the role itil, or what your ACLs ask for instead. */
        auth: {
          type?: 'basic';
          /** User ID of the service account */
          username: string;
          /**
           * Password of the service account
           * @visibility secret
           */
          password: string;
        };

        /** Value of the state that means resolved. Default: 6 */
        resolvedState?: string | number;

        /** Close code written when a ticket is resolved; must be one of the instance's choices. Default: Solution provided */
        closeCode?: string;

        /** Close notes written when the person who resolves gives no comment. Default: Resolved from <productName> */
        closeNotes?: string;

        /** Which values of ServiceNow fields carry the severity of an anomaly. */
        severity?: {
          /** Default: critical 1, high 2, medium 2, low 3 */
          urgency?: SeverityValues;
          /** Not written unless given; then every severity needs a value. */
          impact?: SeverityValues;
        };
      };
    };

    /** How changes travel to ServiceNow. Durations are such as 8s, PT8S or { seconds: 8 }. */
    delivery?: {
      /** How long a request that creates a ticket waits for ServiceNow before it answers "pending". Default: 8s */
      interactiveTimeout?: string | HumanDuration;
      /** How long one call to ServiceNow may take. Default: 30s */
      requestTimeout?: string | HumanDuration;
      /** How many changes are on their way at once, per backend process; 1 to 100. Default: 8 */
      concurrency?: number;
      /** How often to look for work that nobody announced, such as that of a crashed process. Default: 5s */
      pollInterval?: string | HumanDuration;
      /** Wait after the first failed try; doubles from there. Default: 2s */
      initialBackoff?: string | HumanDuration;
      /** Longest wait between two tries. Default: 10m */
      maxBackoff?: string | HumanDuration;
      /** Age at which a change that keeps failing is given up and waits for a person. Default: 3 days */
      giveUpAfter?: string | HumanDuration;
    };

    /** The log of calls to ServiceNow that admins see, with secrets taken out. */
    callLog?: {
      /** Default: true */
      enabled?: boolean;
      /** How many calls are kept of each integration, the newest; 1 to 100000. Default: 1000 */
      keep?: number;
      /** Age at which calls are removed, such as 7d, P7D or { days: 7 }. Default: 7 days */
      maxAge?: string | HumanDuration;
    };

    /** How connections are checked without anybody asking; what is found is shown where they are listed. */
    healthCheck?: {
      /** Default: true */
      enabled?: boolean;
      /** Time between two checks, such as 5m, PT5M or { minutes: 5 }. Default: 5m */
      interval?: string | HumanDuration;
    };
  };
}
