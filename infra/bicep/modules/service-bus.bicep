param name string
param location string
param tags object
param principalId string
param workspaceId string
param endpointSubnetId string
param zoneId string

var private = !empty(endpointSubnetId)
var roles = {
  sender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  receiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
}

// Private endpoints need Premium.
resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: name
  location: location
  tags: tags
  sku: private ? { name: 'Premium', tier: 'Premium', capacity: 1 } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }

  // Sessions and duplicate detection are fixed at creation. Retries are messages of our own, so the delivery count only meets
  // handlers that never came to an end.
  resource work 'queues' = {
    name: 'work'
    properties: {
      requiresSession: true
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'P1D'
      lockDuration: 'PT5M'
      maxDeliveryCount: 5
      deadLetteringOnMessageExpiration: true
      defaultMessageTimeToLive: 'P14D'
      enableBatchedOperations: true
    }
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in items(roles): {
  name: guid(bus.id, principalId, role.value)
  scope: bus
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
  }
}]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'operations'
  scope: bus
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (private) {
  name: 'endpoint-namespace'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    serviceId: bus.id
    groupId: 'namespace'
    subnetId: endpointSubnetId
    zoneId: zoneId
  }
}

output id string = bus.id
output fullyQualifiedNamespace string = '${bus.name}.servicebus.windows.net'
