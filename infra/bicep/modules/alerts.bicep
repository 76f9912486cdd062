param name string
param location string
param tags object
param emails array
param insightsId string

@description('Empty where work travels on the storage account\'s queue.')
param serviceBusId string
param functionAppHost string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(replace(name, '-', ''), 12)
    enabled: true
    emailReceivers: [for (email, index) in emails: {
      name: 'mail-${index}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

// What the hosts say of themselves. Each row found within the window counts.
var rules = [
  {
    name: 'dead-letters'
    description: 'Messages were given up on: look at them in the console, mend the cause, replay.'
    severity: 2
    threshold: 0
    measure: ''
    query: 'traces | where message has \'is dead-lettered after attempt\' or message has \'was given up by the queue itself\''
  }
  {
    name: 'overdue-flows'
    description: 'Flows are late: their cases waited for a time that has passed.'
    severity: 2
    threshold: 0
    measure: ''
    query: 'traces | where message startswith \'Flow \' and message has \'is overdue\''
  }
  {
    name: 'failed-flows'
    description: 'Flows have failed and stand still.'
    severity: 1
    threshold: 0
    measure: ''
    query: 'traces | where message startswith \'Flow \' and message has \'has failed and stands still\''
  }
  {
    name: 'signature-failures'
    description: 'Requests with wrong signatures: a rotation that was not finished, or somebody tries.'
    severity: 2
    threshold: 20
    measure: 'valueSum'
    query: 'customMetrics | where name == \'gallabox.refused\' and tostring(customDimensions.reason) in (\'bad_signature\', \'unsigned\', \'stale_timestamp\')'
  }
  {
    name: 'server-errors'
    description: 'Requests end in 5xx.'
    severity: 2
    threshold: 10
    measure: ''
    query: 'requests | where toint(resultCode) >= 500'
  }
]

resource queries 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: '${name}-${rule.name}'
  location: location
  tags: tags
  properties: {
    displayName: '${name}: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: empty(rule.measure) ? 'Count' : 'Total'
          metricMeasureColumn: empty(rule.measure) ? null : rule.measure
          operator: 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

// The bus's own view: poison that waits to be moved, and a backlog.
resource poison 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(serviceBusId)) {
  name: '${name}-poison'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages lie in the bus\'s own dead-letter queue and are not moved to the list: is the trigger running?'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
    measure: ''
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(serviceBusId)) {
  name: '${name}-backlog'
  location: 'global'
  tags: tags
  properties: {
    description: 'Work waits longer than it should.'
    severity: 3
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'active'
          metricName: 'ActiveMessages'
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 1000
    measure: ''
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// From outside: is it ready, with everything that it depends on?
resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: '${name}: ready'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'apac-sg-sin-azr' }, { Id: 'us-va-ash-azr' }]
    Request: { RequestUrl: 'https://${functionAppHost}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource unready 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-unready'
  location: 'global'
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource', 'hidden-link:${readiness.id}': 'Resource' })
  properties: {
    description: 'The health route says that a dependency fails; its answer names which.'
    severity: 1
    enabled: true
    scopes: [readiness.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: readiness.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}
