import type { IntegrationSync } from 'backstage-plugin-servicenow-ticketing-common';
import type { SyncSettings } from '../domain/syncSettings';

/** What a checked definition says of the sync. @internal */
export function toSync(sync: IntegrationSync): SyncSettings {
  const { outbound, inbound } = sync;
  return {
    forwarding: sync.forwarding,
    rules: sync.rules.map(({ when, assignment_group, ...rule }) => {
      const { min_occurrences, ...lists } = when;
      return {
        ...rule,
        when: { ...lists, minOccurrences: min_occurrences },
        assignmentGroup: assignment_group,
      };
    }),
    groupBy: sync.group_by,
    maxTicketsPerHour: sync.max_tickets_per_hour,
    outbound: {
      acknowledge: outbound.acknowledge,
      comment: outbound.comment,
      resolve: outbound.resolve,
      archive: outbound.archive,
      reopen: outbound.reopen,
      replaceClosed: outbound.replace_closed,
      severity: outbound.severity,
      unlink: outbound.unlink,
    },
    inbound: {
      acknowledge: inbound.acknowledge,
      archive: inbound.archive,
      comments: inbound.comments,
      workNotes: inbound.work_notes,
      pollInterval: inbound.poll_interval,
      pushSecret: inbound.push_secret,
    },
  };
}

/** The definition that means these settings; the inverse of {@link toSync}. @internal */
export function toSyncDefinition(sync: SyncSettings): IntegrationSync {
  const { outbound, inbound } = sync;
  return {
    forwarding: sync.forwarding,
    rules: sync.rules.map(({ when, assignmentGroup, ...rule }) => {
      const { minOccurrences, ...lists } = when;
      return {
        ...rule,
        when: { ...lists, min_occurrences: minOccurrences },
        assignment_group: assignmentGroup,
      };
    }),
    group_by: sync.groupBy,
    max_tickets_per_hour: sync.maxTicketsPerHour,
    outbound: {
      acknowledge: outbound.acknowledge,
      comment: outbound.comment,
      resolve: outbound.resolve,
      archive: outbound.archive,
      reopen: outbound.reopen,
      replace_closed: outbound.replaceClosed,
      severity: outbound.severity,
      unlink: outbound.unlink,
    },
    inbound: {
      acknowledge: inbound.acknowledge,
      archive: inbound.archive,
      comments: inbound.comments,
      work_notes: inbound.workNotes,
      poll_interval: inbound.pollInterval,
      push_secret: inbound.pushSecret,
    },
  };
}
