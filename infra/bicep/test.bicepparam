// A small environment: the storage account's queue, no always-ready instance, open network.
using 'main.bicep'

param name = 'gbx-test'
param queue = 'Storage'
param privateNetworking = false
param alertEmails = []
param mailFrom = 'numbers-test@gallabox.com'
param alwaysReady = 0
param maximumInstances = 4
param storageSku = 'Standard_LRS'
param settings = {
  Dialog360__PartnerId: readEnvironmentVariable('DIALOG360_PARTNER_ID', '')
  Meta__AppId: readEnvironmentVariable('META_APP_ID', '')
  SendGrid__InboundPublicKey: readEnvironmentVariable('SENDGRID_INBOUND_PUBLIC_KEY', '')
  SendGrid__EventPublicKey: readEnvironmentVariable('SENDGRID_EVENT_PUBLIC_KEY', '')
}
