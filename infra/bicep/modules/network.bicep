param name string
param location string
param tags object

// The subnet of a Flex Consumption app is delegated to Microsoft.App/environments.
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [
            {
              name: 'functions'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.1.0/24'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

var storageZones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
}
var zoneNames = concat(map(items(storageZones), zone => zone.value), ['privatelink.vaultcore.azure.net', 'privatelink.servicebus.windows.net'])

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zone in zoneNames: {
  name: zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zone, index) in zoneNames: {
  parent: zones[index]
  name: 'vnet-${name}'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]

output appSubnetId string = '${network.id}/subnets/app'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output storageZoneIds object = {
  blob: resourceId('Microsoft.Network/privateDnsZones', storageZones.blob)
  queue: resourceId('Microsoft.Network/privateDnsZones', storageZones.queue)
  table: resourceId('Microsoft.Network/privateDnsZones', storageZones.table)
}
output keyVaultZoneId string = resourceId('Microsoft.Network/privateDnsZones', 'privatelink.vaultcore.azure.net')
output serviceBusZoneId string = resourceId('Microsoft.Network/privateDnsZones', 'privatelink.servicebus.windows.net')
