import type { FormSpecification } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import { useIntegrations } from '../../hooks/useIntegrations';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';

/** Where a ticket is created; what is missing is up to the configuration. */
export interface TicketTarget {
  integrationId?: number;
  table?: string;
}

/** What every instance has; tables of one's own come from the configuration. */
const STOCK_TABLES = ['incident', 'problem', 'change_request'] as const;
type StockTable = (typeof STOCK_TABLES)[number];

const isStock = (table: string): table is StockTable =>
  STOCK_TABLES.includes(table as StockTable);

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: theme.spacing(2),
  },
}));

interface TargetFieldsProps {
  target: TicketTarget;
  current: FormSpecification;
  onChange: (target: TicketTarget) => void;
}

/** Which ServiceNow instance, where there are several, and which type of ticket. */
export const TargetFields = (props: TargetFieldsProps) => {
  const { target, current, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const integrations = useIntegrations().data?.items ?? [];
  const integrationId = target.integrationId ?? current.integration_id;
  const configured = integrations.find(({ id }) => id === integrationId)?.table;
  const tables = [
    ...new Set([configured ?? current.table, current.table, ...STOCK_TABLES]),
  ];
  return (
    <div className={classes.root}>
      {integrations.length > 1 && (
        <PickOne
          id="servicenow-ticketing-integration"
          label={t('tickets.create.integration')}
          options={integrations.map(({ id, title }) => ({
            value: String(id),
            label: title,
          }))}
          value={String(integrationId)}
          // Another instance may create other types.
          onChange={id => onChange({ integrationId: Number(id) })}
        />
      )}
      <PickOne
        id="servicenow-ticketing-ticket-type"
        label={t('tickets.create.type')}
        options={tables.map(table => ({
          value: table,
          label: isStock(table) ? t(`tickets.create.tables.${table}`) : table,
        }))}
        value={target.table ?? current.table}
        onChange={table => onChange({ ...target, table })}
      />
    </div>
  );
};
