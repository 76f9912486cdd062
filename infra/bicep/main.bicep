// Everything that one environment needs, in one resource group. No connection string and no key is handed out: the function app
// has one identity of its own, with the roles that it needs on the resources that it uses.
targetScope = 'resourceGroup'

@description('Short name of the system and its environment, such as gbx-prod; part of every resource name.')
@minLength(3)
@maxLength(14)
param name string

param location string = resourceGroup().location

@description('The address that customers and providers use, such as https://numbers.gallabox.com. Empty: the app\'s own.')
param publicUrl string = ''

@description('Which queue carries the work: ServiceBus, or Storage to save the bus.')
@allowed(['ServiceBus', 'Storage'])
param queue string = 'ServiceBus'

@description('Data services reachable from the app\'s network only. Uses Service Bus Premium.')
param privateNetworking bool = false

@description('Who is told of alerts.')
param alertEmails array = []

@description('Client id of the app registration with which operators sign in. Empty: no sign-in, operator key only.')
param operatorClientId string = ''

@description('The address that mails come from; a verified sender at SendGrid.')
param mailFrom string

@description('Settings beside the secrets, as in local.settings.sample.json: Deletion__NoticePeriod and so on.')
param settings object = {}

@description('Warm instances for HTTP, so that webhooks meet no cold start.')
@minValue(0)
param alwaysReady int = 1

@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Copies of the data: zone-redundant unless the region has no zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

param tags object = {}

var suffix = uniqueString(resourceGroup().id, name)

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: 'id-${name}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: name, location: location, tags: tags, principalId: identity.outputs.principalId }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  params: { name: name, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('st${replace(name, '-', '')}${suffix}', 24)
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
    endpointSubnetId: privateNetworking ? network!.outputs.endpointSubnetId : ''
    zoneIds: privateNetworking ? network!.outputs.storageZoneIds : {}
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: take('kv-${name}-${suffix}', 24)
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateNetworking ? network!.outputs.endpointSubnetId : ''
    zoneId: privateNetworking ? network!.outputs.keyVaultZoneId : ''
  }
}

module serviceBus 'modules/service-bus.bicep' = if (queue == 'ServiceBus') {
  name: 'service-bus'
  params: {
    name: 'sb-${name}-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateNetworking ? network!.outputs.endpointSubnetId : ''
    zoneId: privateNetworking ? network!.outputs.serviceBusZoneId : ''
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: 'func-${name}-${suffix}'
    location: location
    tags: union(tags, { 'azd-service-name': 'functions' })
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    keyVaultUri: keyVault.outputs.uri
    serviceBusNamespace: queue == 'ServiceBus' ? serviceBus!.outputs.fullyQualifiedNamespace : ''
    publicUrl: publicUrl
    mailFrom: mailFrom
    operatorClientId: operatorClientId
    settings: settings
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    alwaysReady: alwaysReady
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    emails: alertEmails
    insightsId: monitoring.outputs.insightsId
    serviceBusId: queue == 'ServiceBus' ? serviceBus!.outputs.id : ''
    functionAppHost: functionApp.outputs.host
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: { name: name, location: location, tags: tags, insightsId: monitoring.outputs.insightsId }
}

output functionAppName string = functionApp.outputs.name
output functionAppUrl string = 'https://${functionApp.outputs.host}'
output keyVaultName string = keyVault.outputs.name
