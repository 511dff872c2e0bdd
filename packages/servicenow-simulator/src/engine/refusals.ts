/** The instance refuses to do what was asked; the HTTP layer renders it as ServiceNow's error body. @internal */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string | null;

  constructor(status: number, message: string, detail: string | null) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.detail = detail;
  }
}

/** 403: a rule or policy of the instance stands against the operation. @internal */
export const operationFailed = (detail: string) =>
  new Refusal(403, 'Operation Failed', detail);

/** 403: the database has a record of this sys_id. @internal */
export const duplicateKey = (table: string, sysId: string) =>
  operationFailed(
    `Error during insert of ${table} (${sysId}) - Unique Key violation detected by database (Duplicate entry '${sysId}' for key 'PRIMARY')`,
  );

/** 404: missing, or hidden by an access control. @internal */
export const noRecordFound = () =>
  new Refusal(
    404,
    'No Record found',
    "Record doesn't exist or ACL restricts the record retrieval",
  );

/** 400: there is no such table. @internal */
export const invalidTable = (name: string) =>
  new Refusal(400, `Invalid table ${name}`, null);

/** 403: the query touches what the user may not read. @internal */
export const insufficientRightsToQuery = (detail: string | null) =>
  new Refusal(403, 'Insufficient rights to query records', detail);
