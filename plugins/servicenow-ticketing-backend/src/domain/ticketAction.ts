/**
 * What a person does with a ticket itself, apart from its anomalies; `request` recognises that it is asked for again.
 * @internal
 */
export type TicketAction = { request: string } & (
  | { kind: 'acknowledge'; fields: Record<string, string> }
  | { kind: 'priority'; fields: Record<string, string> }
  | { kind: 'comment'; text: string }
  | { kind: 'resolve'; closeCode?: string; closeNotes: string }
);
