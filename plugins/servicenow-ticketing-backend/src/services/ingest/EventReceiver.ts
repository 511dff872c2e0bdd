import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type { SourceConfig } from '../../config/readSourcesConfig';
import type { IngestService } from '../IngestService';
import { packText } from './packText';

/**
 * Takes in what sources publish as events of the host, such as those that post to its events backend and can only
 * sign. Whether they may is decided there, before it is an event.
 *
 * @internal
 */
export class EventReceiver {
  readonly #events: EventsService;
  readonly #ingest: IngestService;
  readonly #logger: LoggerService;

  constructor(options: {
    events: EventsService;
    ingest: IngestService;
    logger: LoggerService;
  }) {
    this.#events = options.events;
    this.#ingest = options.ingest;
    this.#logger = options.logger;
  }

  /** Listens to the topics of these sources. */
  async subscribe(sources: SourceConfig[]): Promise<void> {
    for (const { id, eventTopic } of sources) {
      if (eventTopic !== undefined) {
        await this.#events.subscribe({
          id: `ingest.${id}`,
          topics: [eventTopic],
          onEvent: event => this.#receive(id, event),
        });
      }
    }
  }

  async #receive(sourceId: string, event: EventParams): Promise<void> {
    try {
      await this.#ingest.ingest(
        {
          sourceId,
          kind: 'event',
          body: await packText(JSON.stringify(event.eventPayload ?? null)),
          eventHeaders: cloudEventAttributes(event),
        },
        { ref: `event:${event.topic}`, name: event.topic },
      );
    } catch (error) {
      // Nobody waits for an answer. What arrived is kept, to be looked at under GET /ingests.
      this.#logger.warn(
        `An event of ${event.topic} cannot be used: ${stringifyError(error)}`,
      );
    }
  }
}

/** The headers of a binary CloudEvent. */
function cloudEventAttributes({
  metadata = {},
}: EventParams): Record<string, string> | undefined {
  const attributes = Object.entries(metadata).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[0].toLowerCase().startsWith('ce-'),
  );
  return attributes.length > 0
    ? Object.fromEntries(
        attributes.map(([name, value]) => [name.toLowerCase(), value]),
      )
    : undefined;
}
