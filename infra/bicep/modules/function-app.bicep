param name string
param location string
param tags object
param identityId string
param identityClientId string
param storageAccountName string
param deploymentContainerUrl string
param insightsConnectionString string
param keyVaultUri string

@description('Empty: work travels on the storage account\'s queue.')
param serviceBusNamespace string
param publicUrl string
param mailFrom string
param operatorClientId string
param settings object
param subnetId string
param alwaysReady int
param maximumInstances int
param instanceMemoryMB int

// The app's settings are references to these secrets, which an administrator writes into the vault before the first start.
var secrets = {
  Gallabox__OperatorKey: 'operator-key'
  Gallabox__LinkKey: 'link-key'
  Meta__AccessToken: 'meta-access-token'
  Meta__AppSecret: 'meta-app-secret'
  Meta__VerifyToken: 'meta-verify-token'
  Dialog360__PartnerKey: 'dialog360-partner-key'
  Dialog360__PlatformSecret: 'dialog360-platform-secret'
  Dialog360__NumberWebhookKey: 'dialog360-number-webhook-key'
  SendGrid__ApiKey: 'sendgrid-api-key'
}
var references = toObject(items(secrets), secret => secret.key, secret => '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/${secret.value}/)')

var bus = empty(serviceBusNamespace) ? { Gallabox__Queue: 'Storage' } : {
  Gallabox__Queue: 'ServiceBus'
  ServiceBus__fullyQualifiedNamespace: serviceBusNamespace
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
}

var own = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  Gallabox__KeyVaultUrl: keyVaultUri
  Gallabox__PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
  Gallabox__QueueName: 'work'
  Gallabox__TrustClientPrincipal: string(!empty(operatorClientId))
  SendGrid__From: mailFrom
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReady == 0 ? [] : [
          { name: 'http', instanceCount: alwaysReady }
          { name: 'durable', instanceCount: 1 }
        ]
        triggers: { http: { perInstanceConcurrency: 100 } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
      healthCheckPath: '/health/ready'
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(own, bus, references, settings)
}

// Publishing is by federated identity alone.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

// Webhooks, links and operators' programs carry their own proof, so nobody is turned away here; who signs in is named in a header
// that callers cannot send themselves.
resource authentication 'Microsoft.Web/sites/config@2024-04-01' = if (!empty(operatorClientId)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: operatorClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: { allowedAudiences: ['api://${operatorClientId}'] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}

output name string = app.name
output host string = app.properties.defaultHostName
