param name string
param location string
param tags object
param insightsId string

var charts = [
  {
    title: 'Accepted and refused at the edge'
    query: 'customMetrics | where name in (\'gallabox.accepted\', \'gallabox.refused\') | summarize sum(valueSum) by name, bin(timestamp, 15m) | render timechart'
  }
  {
    title: 'Message events counted'
    query: 'customMetrics | where name == \'gallabox.counted\' | summarize sum(valueSum) by bin(timestamp, 15m) | render timechart'
  }
  {
    title: 'What cases wait for'
    query: 'customMetrics | where name == \'gallabox.waits\' | summarize sum(valueSum) by tostring(customDimensions.what), bin(timestamp, 1d) | render columnchart'
  }
  {
    title: 'How long cases take, in days, by how they end'
    query: 'customMetrics | where name == \'gallabox.case.duration\' | summarize days = sum(valueSum) / sum(valueCount) / 86400 by tostring(customDimensions.end), bin(timestamp, 7d) | render columnchart'
  }
  {
    title: 'Overdue flows'
    query: 'customMetrics | where name == \'gallabox.overdue\' | summarize sum(valueSum) by bin(timestamp, 1h) | render timechart'
  }
  {
    title: 'Calls to Meta, 360dialog and SendGrid: failures and the slowest of twenty'
    query: 'dependencies | where type == \'HTTP\' | summarize failed = countif(success == false), p95 = percentile(duration, 95) by target, bin(timestamp, 1h) | render timechart'
  }
]

resource workbook 'Microsoft.Insights/workbooks@2022-04-01' = {
  name: guid(resourceGroup().id, name, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Number life cycle: ${name}'
    category: 'workbook'
    sourceId: insightsId
    serializedData: string({
      version: 'Notebook/1.0'
      items: map(charts, chart => {
        type: 3
        content: {
          version: 'KqlItem/1.0'
          title: chart.title
          query: chart.query
          size: 0
          timeContext: { durationMs: 604800000 }
          queryType: 0
          resourceType: 'microsoft.insights/components'
        }
      })
      fallbackResourceIds: [insightsId]
    })
  }
}
