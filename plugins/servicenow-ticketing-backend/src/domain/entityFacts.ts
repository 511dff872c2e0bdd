/** What tickets may say about the catalog entity of an anomaly. Refs are whole, such as `group:default/data`. @internal */
export interface EntityFacts {
  ref: string;
  kind: string;
  name: string;
  namespace: string;
  title: string;
  owner?: string;
  system?: string;
  annotations: Record<string, string>;
}
