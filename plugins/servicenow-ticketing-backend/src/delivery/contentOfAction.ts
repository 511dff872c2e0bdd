import type { DeliveryKind } from 'backstage-plugin-servicenow-ticketing-common';
import type { TicketAction } from '../domain/ticketAction';
import { actionNote, commentNote, type NoteOrigin } from '../domain/workNotes';
import type { CommentPayload, FieldsPayload, ResolvePayload } from './payloads';

/** What a delivery carries for something that a person does with a ticket: what to change, and the note that says so. */
export function contentOfAction(
  origin: NoteOrigin,
  action: TicketAction & { at: Date },
): {
  kind: DeliveryKind;
  payload: FieldsPayload | CommentPayload | ResolvePayload;
} {
  const { at, kind, request } = action;
  const noted = (note: string) => ({ note, marker: origin.marker, request });
  switch (kind) {
    case 'acknowledge':
      return {
        kind,
        payload: {
          ...noted(actionNote(origin, { at, what: 'Acknowledged' })),
          fields: action.fields,
        },
      };
    case 'priority':
      return {
        kind,
        payload: {
          ...noted(
            actionNote(origin, {
              at,
              what: `Priority Changed: ${Object.entries(action.fields)
                .map(([field, value]) => `${field} ${value}`)
                .join(', ')}`,
            }),
          ),
          fields: action.fields,
        },
      };
    case 'comment':
      return { kind, payload: noted(commentNote(origin, action.text)) };
    case 'resolve':
      return {
        kind,
        payload: {
          ...noted(actionNote(origin, { at, what: 'Resolved' })),
          closeNotes: action.closeNotes,
          closeCode: action.closeCode,
        },
      };
    default:
      throw new Error(`Unknown action ${kind satisfies never}`);
  }
}
