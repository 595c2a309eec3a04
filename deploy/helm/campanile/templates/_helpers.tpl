{{- define "campanile.master" -}}
{{ .Release.Name }}-master
{{- end }}

{{- define "campanile.labels" -}}
app.kubernetes.io/name: campanile
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "campanile.master.labels" -}}
{{ include "campanile.labels" . }}
app.kubernetes.io/component: master
{{- end }}

{{- define "campanile.slave.labels" -}}
{{ include "campanile.labels" . }}
app.kubernetes.io/component: slave
{{- end }}

{{- define "campanile.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* Where a master is reached: its host's name, with which the port goes. */ -}}
{{- define "campanile.host" -}}
{{ include "campanile.master" .root }}-{{ .number }}.{{ include "campanile.master" .root }}.{{ .root.Release.Namespace }}.svc
{{- end }}

{{- define "campanile.group" -}}
{{- range $number := until (int .Values.masters.replicas) -}}
{{ if $number }},{{ end }}{{ include "campanile.master" $ }}-{{ $number }}={{ include "campanile.host" (dict "root" $ "number" $number) }}:9081
{{- end -}}
{{- end }}

{{- define "campanile.addresses" -}}
{{- range $number := until (int .Values.masters.replicas) -}}
{{ if $number }},{{ end }}{{ include "campanile.host" (dict "root" $ "number" $number) }}:8080
{{- end -}}
{{- end }}

{{- define "campanile.options" -}}
{{- range $name, $value := . }}
- {{ printf "--%s=%v" $name $value | quote }}
{{- end }}
{{- end }}

{{- define "campanile.alive" -}}
startupProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 1
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{- define "campanile.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "campanile.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
