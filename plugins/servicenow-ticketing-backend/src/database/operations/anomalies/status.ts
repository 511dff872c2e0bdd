/** As the indexes over open anomalies have it; both databases use these only for what is spelled alike. @internal */
export const IS_OPEN = `anomalies.status <> 'Archived'`;

/** The same for archived ones. @internal */
export const IS_ARCHIVED = `anomalies.status = 'Archived'`;
