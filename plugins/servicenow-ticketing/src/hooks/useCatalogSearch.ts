import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from './queryKeys';

const MAX_RESULTS = 20;
const SEARCHED_FIELDS = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayname',
];

/** An entity as people recognise it. */
export interface CatalogOption {
  entityRef: string;
  title: string;
  /** What tells it from others of the same title. */
  hint: string;
}

function toOption(entity: Entity): CatalogOption {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return {
    entityRef: stringifyEntityRef(entity),
    title:
      profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
    hint: humanizeEntityRef(entity),
  };
}

/** Entities of some kinds whose name, title or display name has this text; all of them for none. */
export function useCatalogSearch(
  text: string,
  options: { kinds: string[]; enabled: boolean },
) {
  const catalogApi = useApi(catalogApiRef);
  const { kinds, enabled } = options;
  return useQuery({
    queryKey: queryKeys.catalogSearch(kinds, text),
    queryFn: async () => {
      const { items } = await catalogApi.queryEntities({
        filter: { kind: kinds },
        limit: MAX_RESULTS,
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        ...(text && {
          fullTextFilter: { term: text, fields: SEARCHED_FIELDS },
        }),
      });
      return items.map(toOption);
    },
    enabled,
    placeholderData: keepPreviousData,
  });
}
