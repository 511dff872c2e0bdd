import { useRef, useState } from 'react';
import type {
  Anomaly,
  IntegrationMapping,
  PreviewMappingResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import {
  useMappingPreview,
  useOpenAnomalies,
} from '../../../../hooks/useIntegrationMapping';

/** What a mapping makes of an anomaly: of the newest open one until another is chosen. */
export function useTemplatePreview(
  integrationId: number,
  tried: { table: string; mapping: IntegrationMapping | undefined },
) {
  const [chosen, setChosen] = useState<Anomaly>();
  const newest = useOpenAnomalies('');
  const anomaly = chosen ?? newest.data?.items[0];
  const answer = useMappingPreview(integrationId, {
    anomalyId: anomaly?.id,
    ...tried,
  });
  // A template is wrong while it is typed: what it made before stays in sight.
  const last = useRef<{ anomalyId?: number; data: PreviewMappingResponse }>();
  if (answer.data) {
    last.current = { anomalyId: anomaly?.id, data: answer.data };
  }
  return {
    anomaly,
    choose: setChosen,
    shown:
      last.current?.anomalyId === anomaly?.id ? last.current?.data : undefined,
    /** Whether there is nothing to try a mapping on. */
    hasNone: newest.data?.items.length === 0,
    answer,
  };
}

/** A preview, with the anomaly it is made for. */
export type TemplatePreviewState = ReturnType<typeof useTemplatePreview>;
