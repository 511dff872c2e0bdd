import { useMessages } from '../../../../hooks/useMessages';
import type { MappingPath } from '../draft/mappingDraft';

/** Inputs with a name of their own; those of severities are named after the severity. */
type NamedPath = Exclude<MappingPath, `${string}.values.${string}`>;

/** The label of an input and what it is for. */
export function useFieldTexts() {
  const { t } = useMessages();
  return (path: NamedPath) => ({
    path,
    label: t(`mapping.field.${path}.label`),
    help: t(`mapping.field.${path}.help`),
  });
}
