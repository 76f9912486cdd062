// A production environment: Service Bus, sign-in for operators, private data services.
using 'main.bicep'

param name = 'gbx-prod'
param publicUrl = 'https://numbers.gallabox.com'
param queue = 'ServiceBus'
param privateNetworking = true
param alertEmails = ['operations@gallabox.example']
param operatorClientId = readEnvironmentVariable('OPERATOR_CLIENT_ID', '')
param mailFrom = 'numbers@gallabox.com'
param alwaysReady = 2
param settings = {
  Deletion__NoticePeriod: '7.00:00:00'
  Dialog360__PartnerId: readEnvironmentVariable('DIALOG360_PARTNER_ID', '')
  Meta__AppId: readEnvironmentVariable('META_APP_ID', '')
  SendGrid__InboundPublicKey: readEnvironmentVariable('SENDGRID_INBOUND_PUBLIC_KEY', '')
  SendGrid__EventPublicKey: readEnvironmentVariable('SENDGRID_EVENT_PUBLIC_KEY', '')
}
