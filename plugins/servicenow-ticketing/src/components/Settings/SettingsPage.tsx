import { Navigate, Route, Routes } from 'react-router-dom';
import { usePermission } from '@backstage/plugin-permission-react';
import { integrationAdminPermission } from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';
import { Forbidden } from '../Forbidden';
import { IntegrationEditor } from './IntegrationEditor';
import { IntegrationsList } from './IntegrationsList';

/** The connections to ServiceNow: all of them, or one to edit. Which one and which part of it is in the URL. */
export const SettingsPage = () => {
  const { t } = useMessages();
  const admin = usePermission({ permission: integrationAdminPermission });
  if (admin.loading) {
    return null;
  }
  if (!admin.allowed) {
    return (
      <Forbidden
        title={t('settings.forbiddenTitle')}
        permission={integrationAdminPermission}
      />
    );
  }
  return (
    <Routes>
      <Route path="/" element={<IntegrationsList isAdding={false} />} />
      <Route path="new" element={<IntegrationsList isAdding />} />
      <Route
        path=":integrationId"
        element={<Navigate to="connection" replace />}
      />
      <Route path=":integrationId/:part" element={<IntegrationEditor />} />
    </Routes>
  );
};
