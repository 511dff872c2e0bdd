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
         * Whose documents these are: dbt, great-expectations, soda, alertmanager, openmetadata, qualytics, canonical, or what
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

        /**
         * What the source signs its reports with instead of sending a token, see docs/sources.md. At least 16
         * characters.
         * @visibility secret
         */
        secret?: string;

        /**
         * Header of a sender that signs in its own way, such as X-OM-Signature: HMAC-SHA256 of the body alone.
         * Default: X-Ticketing-Signature with X-Ticketing-Timestamp
         */
        signatureHeader?: string;

        /**
         * Topic of the host's events that the source reports under: /api/events/http/<topic> of the events backend,
         * where the module backstage-plugin-servicenow-ticketing-backend/events is added, or any other publisher.
         */
        eventTopic?: string;

        /** For qualytics: where to ask for anomalies. Without it they can be reported to POST /ingest/<id> only. */
        qualytics?: {
          /** The https address of the API with its root path, such as https://acme.qualytics.io/api */
          baseUrl: string;
          /**
           * API token of a user who may read anomalies, and write them where writeBack is on.
           * @visibility secret
           */
          token: string;
          /** Ids of the datastores to read. Default: all of them */
          datastores?: number[];
          /** How often it is asked. Default: 1 minute */
          pollInterval?: string | HumanDuration;
          /** Whether what people decide travels back to Qualytics. Default: true */
          writeBack?: boolean;
        };

        /** How its datasets are called in the catalog, for those that no annotation and no admin has assigned. */
        datasetPattern?: {
          /**
           * Regular expression with named groups, tried on the fully qualified name in lower case, such as
           * ^prod\\.(?<schema>[^.]+)\\.(?<table>[^.]+)$
           */
          match: string;
          /** With {group} for what a group matched, such as resource:{schema}/{table} */
          entityRef: string;
        };
      };
    };

    /** What becomes of reported documents. Durations are such as 7d, P7D or { days: 7 }. */
    ingest?: {
      /** Documents as they came, to be looked at and replayed. They may hold values out of rows. */
      keepDocuments?: {
        /** Default: true; otherwise each is removed as soon as it is done with. */
        enabled?: boolean;
        /** Default: 7 days */
        maxAge?: string | HumanDuration;
        /** What all of them together take up at most, packed; the oldest go first. Default: 1000 */
        maxTotalMegabytes?: number;
      };
      /** How long a report is known when it comes again. Default: 90 days */
      rememberFor?: string | HumanDuration;
    };

    /** When anomalies are matched to the entities of the catalog anew. */
    matching?: {
      /** How often all of them are. At least 30 seconds. Default: 10 minutes */
      interval?: string | HumanDuration;
      /**
       * Topics of the host's events service that say that entities have changed; what the events hold does not matter.
       * Anomalies are then matched anew within seconds. The catalog itself publishes no such events yet. Default: none
       */
      eventTopics?: string[];
    };

    /** What becomes of anomalies. Durations are such as 7d, P7D or { days: 7 }. */
    lifecycle?: {
      /** So many turns between failing and passing within that time mark an anomaly as flapping. */
      flapping?: {
        /** 1 to 20. Default: 5 */
        turns?: number;
        /** Default: 7 days */
        within?: string | HumanDuration;
      };
      /** Failures after which what was archived as Invalid or Discarded is open again. Default: never */
      escalateAfter?: number;
      /** How long Invalid and Discarded hold where the person gives no time. Default: for ever */
      archiveExpiry?: string | HumanDuration;
    };

    /**
     * Connected ServiceNow instances, by a name that must not change once tickets refer to it. They are read-only in
     * the portal; admins can connect others there, see encryption.
     */
    integrations?: {
      [name: string]: {
        /** What people call the instance. Default: its name */
        title?: string;

        /** For those who run the portal. */
        description?: string;

        /** For those who run the portal. */
        tags?: string[];

        /** Only shown. Default: cloud */
        kind?: 'cloud' | 'on-prem';

        /** Such as https://your-instance.service-now.com, without a trailing slash or path. Must be https, except on localhost. */
        instanceUrl: string;

        /** Whether this instance is meant where a request names none. One instance alone is the default anyway. */
        default?: boolean;

        /** Table that tickets are created in: incident, or any other that extends task. Default: incident */
        table?: string;

        /** How to sign in. The account behind it needs the role itil, or what your ACLs ask for instead. */
        auth: {
          /** Default: basic */
          type?:
            | 'basic'
            | 'oauth-client-credentials'
            | 'oauth-password'
            | 'oauth-authorization-code'
            | 'api-key'
            | 'client-certificate';

          /** For basic and oauth-password: User ID of the service account */
          username?: string;

          /**
           * For basic and oauth-password: password of the service account
           * @visibility secret
           */
          password?: string;

          /**
           * Instead of username and password: both in one, as username:password
           * @visibility secret
           */
          credentials?: string;

          /** For the three oauth kinds: Client ID of the instance's application registry */
          clientId?: string;

          /**
           * For the three oauth kinds: Client Secret that goes with it; none for a public client with an
           * authorization code
           * @visibility secret
           */
          clientSecret?: string;

          /**
           * For api-key: the key
           * @visibility secret
           */
          apiKey?: string;
        };

        /** Certificates, as PEM texts; best kept in files: { $file: ./servicenow-ca.pem }. */
        tls?: {
          /** Certificates of authorities that are trusted beside the usual ones. */
          ca?: string;

          /** Client certificate: what client-certificate signs in with; may accompany the other kinds. */
          certificate?: string;

          /**
           * Private key of the client certificate
           * @visibility secret
           */
          key?: string;

          /**
           * Passphrase of the private key, when it is encrypted
           * @visibility secret
           */
          passphrase?: string;
        };

        /** Proxy between this portal and ServiceNow. */
        proxy?: {
          /** Such as http://proxy.example:3128, without credentials */
          url: string;

          username?: string;

          /** @visibility secret */
          password?: string;
        };

        /** How much of the instance this portal may use, per backend process. */
        limits?: {
          /** Calls at once; 1 to 100. Default: 16 */
          concurrency?: number;

          /** Default: unlimited */
          requestsPerMinute?: number;
        };

        /** ServiceNow fields that are never fetched, stored or shown, such as description and comments. */
        excludedFields?: string[];

        /** How anomalies become ServiceNow field values. Everything has a default that suits a fresh instance. */
        mapping?: {
          /** Values of the field state. */
          states?: {
            /** Written when a ticket is created. Default: what ServiceNow gives it */
            open?: string | number;
            /** Written when the anomaly is acknowledged. Default: not written */
            acknowledged?: string | number;
            /** What means resolved. Default: 6 */
            resolved?: string | number;
          };

          /** What is written when a ticket is resolved. */
          close?: {
            /** Field that says how. Default: close_code */
            codeField?: string;
            /** Field that says why. Default: close_notes */
            notesField?: string;
            /** Must be one of the instance's choices. Default: Solution provided */
            code?: string;
            /** When the person who resolves gives no comment. Default: Resolved from <productName> */
            notes?: string;
          };

          /** Fields that carry the severity of an anomaly; written on create and when the severity changes. */
          severity?: {
            primary?: {
              /** Default: urgency */
              field?: string;
              /** Default: critical 1, high 2, medium 2, low 3 */
              values?: SeverityValues;
            };
            /** A second one, such as impact; every severity needs a value. Default: none */
            secondary?: {
              field: string;
              values: {
                critical: string | number;
                high: string | number;
                medium: string | number;
                low: string | number;
              };
            };
          };

          /** Mustache templates with values such as {{anomaly.title}}; see docs/configuration.md. */
          templates?: {
            /** Of the short description that people start from. */
            shortDescription?: string;
            /** Of the description. */
            description?: string;
            /** Of any other field, by its name. */
            fields?: { [field: string]: string };
          };

          /** Name or sys_id of the group that new tickets are assigned to. */
          assignmentGroup?: string;

          /** User name, e-mail, full name or sys_id of whom new tickets are assigned to. */
          assignedTo?: string;

          category?: string;

          subcategory?: string;

          /**
           * Who stands as caller: signed-in-user, where the instance knows the person by e-mail, or service-account.
           * Default: signed-in-user
           */
          caller?: 'signed-in-user' | 'service-account';

          /** Text of correlation_display. Default: productName */
          correlationDisplay?: string;
        };

        /** What travels between anomalies and tickets, and when; see docs/sync.md. */
        sync?: {
          /**
           * When anomalies get tickets: always-after-forwarding, when a person says so, and updates follow; always,
           * every new one that no rule excludes; only-on-forwarding, when a person says so, and the ticket hears
           * nothing afterwards. Default: always-after-forwarding
           */
          forwarding?:
            | 'always-after-forwarding'
            | 'always'
            | 'only-on-forwarding';

          /** With always: the first rule whose condition holds decides; where none does, a ticket is made. */
          rules?: Array<{
            /** Shown in the Activity of what it made a ticket for. */
            name: string;
            action: 'forward' | 'ignore';
            /** All that is given must hold; of each list one entry is enough. Default: holds for all */
            when?: {
              /** Ids of sources. */
              sources?: string[];
              severities?: Array<'critical' | 'high' | 'medium' | 'low'>;
              /** As the source calls them, such as record or shape. */
              types?: string[];
              /** Owners of the entities: group:default/sales, or sales. */
              owners?: string[];
              /** Kinds of the entities, such as resource. */
              kinds?: string[];
              /** Tags of the anomaly. */
              tags?: string[];
              /** Names of datasets, in which * stands for anything. */
              datasets?: string[];
              /** Names of checks, in which * stands for anything. */
              checks?: string[];
              /** How often it must have failed at least. */
              minOccurrences?: number;
            };
            /** Instead of that of the mapping; name or sys_id. */
            assignmentGroup?: string;
          }>;

          /**
           * With always: new anomalies of one report share a ticket when they have this in common, and join it while
           * it is open. Default: dataset
           */
          groupBy?: 'dataset' | 'check' | 'none';

          /** With always: how many tickets are made without a person; what exceeds it waits. 1 to 10000. Default: 30 */
          maxTicketsPerHour?: number;

          /** What tickets hear of their anomalies: nothing, a note, or a note and another state. */
          outbound?: {
            /** Default: note, or note-and-state where mapping.states.acknowledged is given */
            acknowledge?: 'nothing' | 'note' | 'note-and-state';
            /** Default: true */
            comment?: boolean;
            /** Archived as Resolved; the state only when every anomaly of the ticket is archived. Default: note-and-state */
            resolve?: 'nothing' | 'note' | 'note-and-state';
            /** Archived as Duplicate, Invalid or Discarded. Default: note */
            archive?: 'nothing' | 'note' | 'note-and-state';
            /** A ticket that is resolved goes back to In Progress. Default: note-and-state */
            reopen?: 'nothing' | 'note' | 'note-and-state';
            /** Whether what is reopened gets a new ticket where its old one is closed or canceled. Default: true */
            replaceClosed?: boolean;
            /** Whether the fields that carry the severity follow it. Default: true */
            severity?: boolean;
            /** Default: true */
            unlink?: boolean;
          };

          /** What the portal takes over from ServiceNow. */
          inbound?: {
            /** A ticket that goes into work acknowledges its anomalies. Default: true */
            acknowledge?: boolean;
            /** A ticket that is resolved or closed archives its anomalies as Resolved. Default: false */
            archive?: boolean;
            /** Comments appear in Activity. Default: true */
            comments?: boolean;
            /** Work notes appear in Activity. Default: false */
            workNotes?: boolean;
            /** How often ServiceNow is asked what changed, 10s to 24h. Default: 1m */
            pollInterval?: string;
            /**
             * Signs what ServiceNow pushes, at least 16 characters; without one nothing is taken.
             * @visibility secret
             */
            pushSecret?: string;
          };
        };
      };
    };

    /** Encrypts the credentials of instances that are connected in the portal; without it none can be. */
    encryption?: {
      /**
       * 32 random bytes each, in base64: openssl rand -base64 32. The first encrypts, all decrypt; to change it, put a
       * new one first, and remove the old one after the backend has started.
       * @deepVisibility secret
       */
      keys?: string[];
    };

    /**
     * Host names and addresses that may be called although they are link-local, multicast or of a cloud's metadata
     * service. Default: none
     */
    allowedHosts?: string[];

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
      /** How long a change may keep failing before it is given up and waits for a person. Default: 3 days */
      giveUpAfter?: string | HumanDuration;
      /**
       * Whether notes for one ticket that wait one after the other travel in one call; each keeps its own time.
       * Default: true
       */
      combineNotes?: boolean;
      /**
       * How long ServiceNow may go on with a call whose answer did not come; a note that may have been written is
       * not sent again before. ServiceNow's own limit is 60 seconds ("REST Table API request timeout" among its
       * transaction quota rules): raise this where that was raised. Default: 90s
       */
      transactionTimeout?: string | HumanDuration;
    };

    /**
     * How ServiceNow is asked what changed; what is of one integration is under its sync.inbound. Durations are such as
     * 24h, PT24H or { hours: 24 }.
     */
    inbound?: {
      /** Whether it is asked at all. Default: true */
      enabled?: boolean;
      /** Age at which what is known of a ticket is compared with ServiceNow although nothing told of a change. Default: 24h */
      reconcileInterval?: string | HumanDuration;
      /** How often tickets of that age are looked for; each time some of them are compared. Default: 10m */
      reconcileEvery?: string | HumanDuration;
      push?: {
        /** Shortest time between two polls that calls of ServiceNow cause. Default: 2s */
        minInterval?: string | HumanDuration;
      };
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

    /**
     * How long what is over is kept; older is removed step by step. Durations are such as 90d, P90D or { days: 90 }. See
     * docs/operations.md.
     */
    retention?: {
      /** Archived anomalies without a ticket, since anything last happened to them. Default: 365 days */
      archivedAnomalies?: string | HumanDuration;
      /** What single runs said of an anomaly. Default: 90 days */
      runs?: string | HumanDuration;
      /** Newest runs that are kept of each anomaly; 10 to 10000. Default: 100 */
      runsPerAnomaly?: number;
      /** How often an anomaly failed on each day. Default: 400 days */
      days?: string | HumanDuration;
      /** Changes that ServiceNow has, or that were discarded, with their tries. Default: 90 days */
      deliveries?: string | HumanDuration;
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
