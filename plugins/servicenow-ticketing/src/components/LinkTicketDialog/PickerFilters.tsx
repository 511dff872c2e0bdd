import { makeStyles } from '@material-ui/core/styles';
import { useIntegrations } from '../../hooks/useIntegrations';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';

/** States of incidents in a fresh instance. */
const STATES = ['1', '2', '3', '6', '7'] as const;

/** An empty value would show nothing. */
const ANY = 'any';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    marginTop: theme.spacing(1.5),
  },
}));

interface PickerFiltersProps {
  /** Empty for any. */
  state: string;
  integrationId: number | undefined;
  onState: (state: string) => void;
  onIntegration: (id: number) => void;
}

/** What restricts the search beside its words. */
export const PickerFilters = (props: PickerFiltersProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const integrations = useIntegrations().data?.items ?? [];
  const integration =
    integrations.find(({ id }) => id === props.integrationId) ??
    integrations.find(({ is_default: isDefault }) => isDefault) ??
    integrations[0];
  return (
    <div className={classes.root}>
      {integrations.length > 1 && (
        <PickOne
          id="servicenow-ticketing-link-integration"
          label={t('tickets.link.integration')}
          options={integrations.map(({ id, title }) => ({
            value: String(id),
            label: title,
          }))}
          value={String(integration.id)}
          onChange={id => props.onIntegration(Number(id))}
        />
      )}
      {/* Other tables have other states. */}
      {(integration?.table ?? 'incident') === 'incident' && (
        <PickOne
          id="servicenow-ticketing-link-state"
          label={t('tickets.link.state')}
          options={[
            { value: ANY, label: t('tickets.link.anyState') },
            ...STATES.map(value => ({
              value,
              label: t(`tickets.link.states.${value}`),
            })),
          ]}
          value={props.state || ANY}
          onChange={state => props.onState(state === ANY ? '' : state)}
        />
      )}
    </div>
  );
};
