/** One comparison: `prioritySTARTSWITH1`. @public */
export interface Condition {
  kind: 'condition';
  field: string;
  operator: Operator;
  value: string;
}

/** Records that have related records in another table, or a number of them. @public */
export interface RelatedListCondition {
  kind: 'relatedList';
  table: string;
  field: string;
  comparison: '=' | '!=' | '>' | '>=' | '<' | '<=';
  count: number;
  where: Query;
}

/** Records a join with another table finds a partner for. @public */
export interface JoinCondition {
  kind: 'join';
  field: string;
  otherTable: string;
  otherField: string;
  where: Query;
}

/** A condition no parser understands; kept so that strict mode can refuse it. @public */
export interface InvalidCondition {
  kind: 'invalid';
  text: string;
}

/** One part of a query. @public */
export type Term =
  | Condition
  | RelatedListCondition
  | JoinCondition
  | InvalidCondition;

/** Terms joined by `^OR`: one of them must hold. @public */
export type AnyOf = Term[];
/** Parts joined by `^`: all of them must hold. @public */
export type AllOf = AnyOf[];

/** A field that rows are ordered by. @public */
export interface Order {
  field: string;
  descending: boolean;
}

/** A parsed `sysparm_query`: the parts joined by `^NQ` add up. @public */
export interface Query {
  groups: AllOf[];
  orderBy: Order[];
}

/** Longer operators come first where one begins with another. @internal */
export const OPERATORS = [
  'GT_OR_EQUALS_FIELD',
  'LT_OR_EQUALS_FIELD',
  'DOES NOT CONTAIN',
  'GT_FIELD',
  'LT_FIELD',
  'RELATIVEGE',
  'RELATIVEGT',
  'RELATIVEEE',
  'RELATIVELE',
  'RELATIVELT',
  'STARTSWITH',
  'EMPTYSTRING',
  'ISNOTEMPTY',
  'INSTANCEOF',
  'VALCHANGES',
  'MATCH_PAT',
  'MATCH_RGX',
  'ENDSWITH',
  'CONTAINS',
  'ANYTHING',
  'MORETHAN',
  'LESSTHAN',
  'DATEPART',
  'NOT LIKE',
  'BETWEEN',
  'DYNAMIC',
  'ISEMPTY',
  'NSAMEAS',
  'NOT IN',
  'SAMEAS',
  'NOTON',
  'LIKE',
  'ON',
  'IN',
  '!=',
  '<=',
  '>=',
  '!*',
  '=',
  '<',
  '>',
  '*',
  '%',
] as const;

/** How a field is compared. @public */
export type Operator = (typeof OPERATORS)[number];
