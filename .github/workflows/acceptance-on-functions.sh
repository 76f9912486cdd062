#!/usr/bin/env bash
# Starts the emulator, the sandbox and two instances of the Functions host, and runs the acceptance suite against the first while
# the second is killed and started again.
set -euo pipefail
cd "$(dirname "$0")/../.."

logs=$PWD/artifacts/logs
mkdir -p "$logs" artifacts/azurite artifacts/sandbox
started=()
trap 'kill "${started[@]}" 2>/dev/null || true' EXIT

start() { # name, command...
  local name=$1
  shift
  "$@" >"$logs/$name.log" 2>&1 &
  started+=($!)
}

ready() { # url
  for _ in $(seq 1 90); do
    curl --silent --fail --max-time 3 --output /dev/null "$1" && return
    sleep 2
  done
  echo "$1 did not come up" >&2
  exit 1
}

operator_key=$(openssl rand -hex 20)
start azurite npx --prefix tests/azurite azurite --location artifacts/azurite --skipApiVersionCheck
start sandbox env urls=http://127.0.0.1:7090 Sandbox__Target=http://127.0.0.1:7071 Sandbox__Data="$PWD/artifacts/sandbox" \
  dotnet run --no-build --configuration Release --project src/Gallabox.Sandbox
ready http://127.0.0.1:7090/sandbox/settings

# The sandbox tells what a host needs to talk to it; the durations are those that the suite names.
while IFS='=' read -r name value; do
  export "$name=$value"
done < <(curl --silent http://127.0.0.1:7090/sandbox/settings | jq --raw-output 'to_entries[] | select(.value != null) | "\(.key)=\(.value)"')
while read -r name value; do
  export "$name=$value"
done < <(sed -n 's/^ *\["\([A-Za-z_]*\)"\] = "\([^"]*\)",$/\1 \2/p' tests/Gallabox.Acceptance.Tests/Hosting/ShortDurations.cs)

export AzureWebJobsStorage=UseDevelopmentStorage=true FUNCTIONS_WORKER_RUNTIME=dotnet-isolated AZURE_FUNCTIONS_ENVIRONMENT=Development
export Gallabox__Queue=Storage Gallabox__QueueName=work Gallabox__DemoData=true Gallabox__PublicUrl=http://127.0.0.1:7071
export Gallabox__OperatorKey=$operator_key Gallabox__LinkKey Gallabox__SecretsKey Dialog360__NumberWebhookKey SendGrid__From=numbers@gallabox.example
Gallabox__LinkKey=$(openssl rand -hex 24)
Dialog360__NumberWebhookKey=$(openssl rand -hex 24)
Gallabox__SecretsKey=$(openssl rand -base64 32)
# What a killed instance had in hand comes again after so long.
export AzureFunctionsJobHost__extensions__durableTask__storageProvider__workItemQueueVisibilityTimeout=00:00:30

cp -r artifacts/functions artifacts/functions-2
host() { # folder, port
  cd "artifacts/$1" && exec func start --port "$2"
}
start host-1 host functions 7071
start host-2 host functions-2 7072
second=$!
ready http://127.0.0.1:7071/health/ready
ready http://127.0.0.1:7072/health/ready

(sleep 60; kill -9 "$second" $(pgrep -P "$second") 2>/dev/null || true) &
GALLABOX_URL=http://127.0.0.1:7071 GALLABOX_SANDBOX_URL=http://127.0.0.1:7090 GALLABOX_OPERATOR_KEY=$operator_key \
  dotnet test tests/Gallabox.Acceptance.Tests --no-build --configuration Release --logger "console;verbosity=normal"
