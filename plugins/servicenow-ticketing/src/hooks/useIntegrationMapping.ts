import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import {
  fieldName,
  tableName,
  type FormChoice,
  type IntegrationMapping,
} from 'backstage-plugin-servicenow-ticketing-common';
import useDebounce from 'react-use/esm/useDebounce';
import { ticketingApiRef } from '../apis';
import { messageOf } from './errors';
import { queryKeys } from './queryKeys';

/** How long a person must stop typing before the backend is asked, in milliseconds. */
const TYPING_PAUSE = 400;
/** How long choices are good for, in milliseconds: they change when an admin of ServiceNow changes them. */
const CHOICES_STALE_TIME = 300_000;
/** How many anomalies the search offers. */
const SEARCH_SIZE = 20;

/** A value once it has not changed for a moment. */
export function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  const identity = JSON.stringify(value);
  useDebounce(() => setPaused(value), TYPING_PAUSE, [identity]);
  return paused;
}

/** A field whose choices are wanted. */
export interface ChoicesWanted {
  field: string;
  /** The value of the field it depends on. */
  dependentValue?: string;
}

/** The choices of a field, as far as they are known. */
export interface FieldChoices {
  choices: FormChoice[];
  /** Whether these are the instance's own, so that a value that is not among them is suspicious. */
  areOwn: boolean;
}

/** The choices of several fields of a table, by the caller's names for them, and what to know about them. */
export interface MappingChoices<Name extends string> {
  of: Record<Name, FieldChoices>;
  warnings: string[];
  /** What could not be read, by ServiceNow field. */
  failures: { field: string; message: string }[];
}

/** Reads the choices of several fields. Fields and tables that cannot exist are not asked for. */
export function useMappingChoices<Name extends string>(
  integrationId: number,
  wanted: { table: string; fields: Record<Name, ChoicesWanted> },
): MappingChoices<Name> {
  const api = useApi(ticketingApiRef);
  const { table, fields } = usePaused(wanted);
  const names = Object.keys(fields) as Name[];
  return useQueries({
    queries: names.map(name => {
      const { field, dependentValue } = fields[name];
      const query = { table, field, dependent_value: dependentValue };
      return {
        queryKey: [...queryKeys.integration(integrationId), 'choices', query],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.integrations.listChoices(integrationId, query, { signal }),
        enabled:
          tableName.safeParse(table).success &&
          fieldName.safeParse(field).success,
        staleTime: CHOICES_STALE_TIME,
      };
    }),
    // What comes out stays the same object until something in it changes.
    combine: results => {
      const failures = new Map(
        results.flatMap(({ error }, index) =>
          error ? [[fields[names[index]].field, messageOf(error)]] : [],
        ),
      );
      return {
        of: Object.fromEntries(
          results.map(({ data }, index) => [
            names[index],
            {
              choices: data?.choices ?? [],
              areOwn: data?.choices_source === 'servicenow',
            },
          ]),
        ) as Record<Name, FieldChoices>,
        // One refusal of sys_choice would otherwise be told once per field.
        warnings: [
          ...new Set(results.flatMap(({ data }) => data?.warnings ?? [])),
        ],
        failures: [...failures].map(([field, message]) => ({
          field,
          message,
        })),
      };
    },
  });
}

/** What creating a ticket for an anomaly would send; the last answer stays until the next one is there. */
export function useMappingPreview(
  integrationId: number,
  tried: { anomalyId?: number; table: string; mapping?: IntegrationMapping },
) {
  const api = useApi(ticketingApiRef);
  const { anomalyId, table, mapping } = usePaused(tried);
  return useQuery({
    queryKey: [
      ...queryKeys.integration(integrationId),
      'preview',
      anomalyId,
      table,
      mapping,
    ],
    queryFn: ({ signal }) =>
      api.integrations.preview(
        integrationId,
        { mapping: mapping ?? {}, table, anomaly_id: anomalyId ?? 0 },
        { signal },
      ),
    enabled: anomalyId !== undefined && mapping !== undefined,
    placeholderData: keepPreviousData,
    // Each keystroke makes another one.
    gcTime: 0,
  });
}

/** Open anomalies to try a mapping on, newest first. */
export function useOpenAnomalies(text: string) {
  const api = useApi(ticketingApiRef);
  const query = usePaused(text.trim());
  return useQuery({
    queryKey: ['open-anomalies', query],
    queryFn: ({ signal }) =>
      api.listAnomalies(
        {
          query: query || undefined,
          status: ['Active', 'Acknowledged'],
          sort: '-last_seen_at',
          size: SEARCH_SIZE,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}
