import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ActivityKind,
  TicketActionRequest,
  TicketActionResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { StoredLink, TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import type { TicketAction } from '../domain/ticketAction';
import { acknowledgedState } from '../domain/ticketStates';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { ChangeAnnouncer } from '../domain/changeAnnouncer';
import type { Actor, InteractiveDelivery, TicketOutbox } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { TicketLinkService } from './TicketLinkService';
import { toDelivery } from './ticketViews';
import { toServiceError } from './toServiceError';
import { withdrawAction } from './withdrawAction';

/** A request to act on a linked ticket. */
export type TicketActionCommand = TicketActionRequest & {
  linkId: number;
  /** Requests with the same key for the same ticket act once. */
  idempotencyKey?: string;
};

/** What became of it. */
export interface TicketActionOutcome {
  outcome: 'done' | 'pending';
  response: TicketActionResponse;
}

const ACTIVITIES: Record<TicketActionRequest['action'], ActivityKind> = {
  acknowledge: 'ticket_acknowledged',
  change_priority: 'ticket_priority',
  add_work_note: 'ticket_note',
  resolve: 'ticket_resolved',
};

/** What the service works with. */
export interface TicketActionOptions {
  knex: Knex;
  integrations: IntegrationRegistry;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  outbox: TicketOutbox;
  announcer: ChangeAnnouncer;
  worker: InteractiveDelivery;
  ticketLinks: Pick<TicketLinkService, 'listLinksOf'>;
  /** How long a request waits for ServiceNow, in milliseconds. */
  interactiveTimeout: number;
  now?: () => Date;
}

/** Lets people act on tickets: writes what they want into the outbox, then waits a bounded time for ServiceNow. */
export class TicketActionService {
  readonly #options: TicketActionOptions;
  readonly #now: () => Date;

  constructor(options: TicketActionOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Acts on a ticket, after everything that waits for it. `pending` when ServiceNow did not answer in time; it is done
   * as soon as it does.
   *
   * @throws NotFoundError for an unknown link, ConflictError when ServiceNow has not made the ticket or an earlier
   *   change has failed, InputError when ServiceNow refuses; nothing is kept of the request then.
   */
  async act(
    command: TicketActionCommand,
    actor: Actor,
  ): Promise<TicketActionOutcome> {
    const { integrations, links, worker, outbox, announcer } = this.#options;
    const link = await links.find(command.linkId);
    if (!link) {
      throw new NotFoundError(`There is no linked ticket ${command.linkId}`);
    }
    if (!link.ticket.sysId) {
      throw new ConflictError(
        'ServiceNow has not made this ticket yet. Try again when it has a number.',
      );
    }
    const integration = integrations.get(link.ticket.integrationId);
    const { id, isDone } = await this.#write(command, {
      link,
      integration,
      actor,
    });
    if (isDone) {
      return this.#answer('done', { link, id });
    }
    outbox.nudge();
    announcer.anomaliesChanged([link.anomalyId]);
    announcer.deliveriesChanged();
    const outcome = await worker.deliverNow(
      id,
      this.#options.interactiveTimeout,
    );
    switch (outcome.status) {
      case 'delivered':
        return this.#answer('done', { link, id });
      case 'dead':
        throw await this.#refuse({ link, id }, integration, outcome.error);
      case 'retrying':
        if (
          isServiceNowError(outcome.error) &&
          outcome.error.kind === 'Credentials'
        ) {
          throw await this.#refuse({ link, id }, integration, outcome.error);
        }
        return this.#answer('pending', { link, id }, outcome.error.message);
      case 'unknown':
        return this.#answer('pending', { link, id });
    }
  }

  /** Writes the delivery and the entry of the timeline, unless this was asked for before. */
  async #write(
    command: TicketActionCommand,
    context: {
      link: StoredLink;
      integration: ConnectedIntegration;
      actor: Actor;
    },
  ): Promise<{ id: number; isDone: boolean }> {
    const { knex, activities, tickets, deliveries, outbox } = this.#options;
    const { link, integration, actor } = context;
    const { linkId, idempotencyKey, ...request } = command;
    const at = this.#now();
    const asked = JSON.stringify({ key: idempotencyKey, request });
    return knex.transaction(async tx => {
      await tickets.lock(tx, [link.ticket.id]);
      const repeated = await deliveries.findRequested(tx, {
        ticketId: link.ticket.id,
        createdBy: actor.ref,
        request: asked,
        // Without a key it is a repeat only while it is on its way, as a second click is.
        onlyUnsettled: idempotencyKey === undefined,
      });
      if (repeated) {
        return { id: repeated.id, isDone: repeated.status === 'delivered' };
      }
      const waiting = await deliveries.listUnsettled([link.ticket.id], tx);
      const failed = waiting.find(({ status }) => status === 'dead');
      if (failed) {
        throw new ConflictError(
          `An earlier change of ${nameOf(
            link,
          )} failed, and changes go in order. Retry or discard it first: ${
            failed.lastError ?? 'ServiceNow refused it.'
          }`,
        );
      }
      const [activityId] = await activities.addAll(tx, [
        {
          anomalyId: link.anomalyId,
          kind: ACTIVITIES[request.action],
          actor,
          body: bodyOf(request),
          at,
        },
      ]);
      const id = await outbox.enqueueAction(
        tx,
        {
          ticket: link.ticket,
          anomalyId: link.anomalyId,
          linkId,
          activityId,
          actor,
          at,
        },
        {
          ...toAction(request, link.ticket.table, integration),
          request: asked,
        },
      );
      return { id, isDone: false };
    });
  }

  async #answer(
    outcome: TicketActionOutcome['outcome'],
    context: { link: StoredLink; id: number },
    why = '',
  ): Promise<TicketActionOutcome> {
    const { link, id } = context;
    const [delivery, views] = await Promise.all([
      this.#options.deliveries.get(id),
      this.#options.ticketLinks.listLinksOf(link.anomalyId),
    ]);
    const view = views.find(known => known.id === link.id);
    if (!delivery || !view) {
      throw new NotFoundError('The ticket was unlinked by somebody else');
    }
    const number = nameOf(link);
    return {
      outcome,
      response: {
        link: view,
        delivery: toDelivery(delivery),
        message:
          outcome === 'done'
            ? `${number} is updated`
            : `ServiceNow has not answered yet. ${number} will be updated as soon as it does; nothing more needs to be done. ${why}`.trim(),
      },
    };
  }

  async #refuse(
    context: { link: StoredLink; id: number },
    integration: ConnectedIntegration,
    error: Error,
  ): Promise<unknown> {
    const { link, id } = context;
    await withdrawAction({
      ...this.#options,
      id,
      ticketId: link.ticket.id,
      now: this.#now(),
    });
    this.#options.announcer.anomaliesChanged([link.anomalyId]);
    return isServiceNowError(error)
      ? toServiceError(error, integration)
      : new ServiceUnavailableError(
          `${integration.settings.title}: ${error.message}`,
          error,
        );
  }
}

function nameOf(link: StoredLink): string {
  return link.ticket.number ?? 'the ticket';
}

function bodyOf(request: TicketActionRequest): string | undefined {
  switch (request.action) {
    case 'add_work_note':
      return request.note;
    case 'resolve':
      return request.close_notes;
    case 'acknowledge':
    case 'change_priority':
      return undefined;
    default:
      throw new Error(`Unknown action ${request satisfies never}`);
  }
}

type ActionContent = TicketAction extends infer T
  ? T extends TicketAction
    ? Omit<T, 'request'>
    : never
  : never;

function toAction(
  request: TicketActionRequest,
  table: string,
  { settings }: ConnectedIntegration,
): ActionContent {
  switch (request.action) {
    case 'acknowledge': {
      const state = acknowledgedState(table, settings);
      if (state === undefined) {
        throw new InputError(
          `action: ${table} has no state for acknowledged tickets; its own process says who looks after it`,
        );
      }
      return { kind: 'acknowledge', fields: { state } };
    }
    case 'change_priority':
      return {
        kind: 'priority',
        fields: { impact: request.impact, urgency: request.urgency },
      };
    case 'add_work_note':
      return { kind: 'comment', text: request.note };
    case 'resolve':
      return {
        kind: 'resolve',
        closeCode: request.close_code,
        closeNotes: request.close_notes,
      };
    default:
      throw new Error(`Unknown action ${request satisfies never}`);
  }
}
