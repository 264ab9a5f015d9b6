/**
 * Authorities whose URLs are names, not addresses: nothing fetches them. Each stands with the beginnings of the paths
 * that are names; an empty path is one where the authority alone is a code system.
 * Source: HL7 FHIR R4 (terminologies, profiles), gematik and KBV packages, W3C and JSON Schema recommendations; as of 2026-11-22.
 */
export const CANONICAL_URLS: Readonly<Record<string, readonly string[]>> = {
  'hl7.org': ['/fhir/', '/cda', '/v2', '/v3', '/ehrs', '/cql', '/orim', '/fdasia'],
  'www.hl7.org': ['/fhir/'],
  'openlineage.io': ['/spec/'],
  'terminology.hl7.org': ['/CodeSystem/', '/ValueSet/', '/NamingSystem/', '/ConceptMap/'],
  'loinc.org': ['', '/', '/vs/', '/rdf'],
  'snomed.info': ['/sct', '/id/', '/vs', '/conceptdomain'],
  'unitsofmeasure.org': ['', '/'],
  'fhir.de': ['/CodeSystem/', '/ValueSet/', '/StructureDefinition/', '/NamingSystem/', '/sid/', '/ConsentManagement/'],
  'fhir.kbv.de': ['/CodeSystem/', '/ValueSet/', '/StructureDefinition/', '/NamingSystem/', '/ConceptMap/'],
  'fhir.bbmri.de': ['/StructureDefinition/', '/CodeSystem/', '/ValueSet/', '/id/'],
  'fhir.diz.uni-marburg.de': ['/StructureDefinition/', '/CodeSystem/', '/sid/'],
  'dktk.dkfz.de': ['/fhir/'],
  'hl7.at': ['/fhir/'],
  'hl7.ch': ['/fhir/'],
  'hl7.eu': ['/fhir/'],
  'hl7.fr': ['/ig/'],
  'hl7.it': ['/fhir/'],
  'hl7.se': ['/fhir/'],
  'nictiz.nl': ['/fhir/'],
  'www.ehealth.fgov.be': ['/standards/fhir/'],
  'gematik.de': ['/fhir/'],
  'www.medizininformatik-initiative.de': ['/fhir/'],
  'ihe.net': ['/fhir/', '/connectathon'],
  'profiles.ihe.net': ['/ITI/', '/QRPH/', '/PCC/'],
  'www.nlm.nih.gov': ['/research/umls/rxnorm'],
  'www.whocc.no': ['/atc'],
  'www.iso.org': ['/standard'],
  'www.ama-assn.org': ['/go/cpt'],
  'nucc.org': ['/provider-taxonomy'],
  'dicom.nema.org': ['/resources/ontology/DCM'],
  'www.w3.org': ['/'],
  'schema.org': ['', '/'],
  'purl.org': ['/'],
  'xmlns.com': ['/foaf/'],
  'json-schema.org': ['/draft', '/schema'],
  'schemas.xmlsoap.org': ['/'],
  'schemas.microsoft.com': ['/'],
  'schemas.openxmlformats.org': ['/'],
  'maven.apache.org': ['/POM/', '/xsd/', '/SETTINGS/'],
  'camel.apache.org': ['/schema/'],
  'logging.apache.org': ['/log4j/2.0/config', '/xml/ns'],
  'cxf.apache.org': ['/'],
  'www.springframework.org': ['/schema/', '/dtd/'],
  'xmlns.jcp.org': ['/xml/ns/'],
  'java.sun.com': ['/xml/ns/', '/xml/jaxp/', '/dtd/', '/jsp/'],
  'jakarta.ee': ['/xml/ns/'],
  'docs.oasis-open.org': ['/'],
  'tempuri.org': ['', '/'],
  'ns.adobe.com': ['/'],
  'www.omg.org': ['/spec/BPMN/', '/spec/DMN/', '/spec/DD/', '/spec/CMMN/'],
  'bpmn.io': ['/schema'],
  'camunda.org': ['/schema/'],
  'www.opengis.net': ['/'],
  'opentelemetry.io': ['/schemas/'],
  'openid.net': ['/specs'],
  'www.googleapis.com': ['/auth/'],
  'schemas.openehr.org': ['/'],
  'fhir.org': ['/guides/'],
  'art-decor.org': ['/fhir/'],
  'hl7.dk': ['/fhir/'],
  'hl7.fi': ['/fhir/'],
  'hl7.no': ['/fhir/'],
  'interop.esante.gouv.fr': ['/ig/'],
  'mos.esante.gouv.fr': ['/NOS/'],
  'fhir.gkvsv.de': ['/CodeSystem/', '/ValueSet/', '/StructureDefinition/', '/NamingSystem/'],
  'fhir.abda.de': ['/CodeSystem/', '/ValueSet/', '/StructureDefinition/'],
  'www.orpha.net': [''],
  'purl.obolibrary.org': ['/obo/'],
  'human-phenotype-ontology.org': [''],
  'varnomen.hgvs.org': [''],
  'eidas.europa.eu': ['/LoA/'],
  'publications.europa.eu': ['/resource/authority/'],
  'healthdataportal.eu': ['/ns/'],
  'refeds.org': ['/profile/', '/category/', '/assurance'],
};

/**
 * Types of FHIR whose elements are written `Patient.name`, in paths of profiles, search parameters and mappings.
 * Source: HL7 FHIR R4 (4.0.1), resource index; as of 2026-11-22.
 */
export const FHIR_TYPES: ReadonlySet<string> = new Set(
  `Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BodyStructure
   Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression CodeSystem Communication
   CommunicationRequest Composition ConceptMap Condition Consent Contract Coverage DetectedIssue Device DeviceMetric DeviceRequest
   DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference DomainResource Element Encounter Endpoint EnrollmentRequest
   EpisodeOfCare EventDefinition Evidence ExplanationOfBenefit Extension FamilyMemberHistory Flag Goal Group GuidanceResponse
   HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan
   Invoice Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense
   MedicationKnowledge MedicationRequest MedicationStatement MessageDefinition MessageHeader MolecularSequence NamingSystem
   NutritionOrder Observation OperationDefinition OperationOutcome Organization OrganizationAffiliation Parameters Patient
   PaymentNotice Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse
   RelatedPerson RequestGroup ResearchStudy ResearchSubject Resource RiskAssessment Schedule SearchParameter ServiceRequest Slot
   Specimen StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task TerminologyCapabilities
   TestReport TestScript ValueSet VisionPrescription Address Annotation Attachment CodeableConcept Coding ContactPoint Dosage
   HumanName Identifier Meta Narrative Period Quantity Range Ratio Reference Signature Timing`
    .trim()
    .split(/\s+/),
);

/** Parts of a path that only a FHIR canonical, or a code system of DICOM, has. */
export const CANONICAL_PATH_PARTS: readonly string[] = [
  '/StructureDefinition/',
  '/CodeSystem/',
  '/ValueSet/',
  '/NamingSystem/',
  '/ConceptMap/',
  '/SearchParameter/',
  '/ImplementationGuide/',
  '/CapabilityStatement/',
  '/OperationDefinition/',
  '/resources/ontology/',
];

/**
 * Domains under which software names its annotations, labels, API groups, drivers and finalizers.
 * Source: Kubernetes well-known labels; the projects' CustomResourceDefinitions; as of 2026-11-22.
 */
export const NAME_DOMAINS: ReadonlySet<string> = new Set(
  `k8s.io kubernetes.io x-k8s.io istio.io cert-manager.io fluxcd.io argoproj.io helm.sh helm.toolkit.fluxcd.io stakater.com
   cilium.io calico.org projectcalico.org projectcontour.io traefik.io traefik.containo.us velero.io longhorn.io rook.io
   ceph.rook.io cnpg.io postgresql.cnpg.io strimzi.io kafka.strimzi.io kyverno.io gatekeeper.sh openpolicyagent.org
   prometheus.io coreos.com monitoring.coreos.com loki.grafana.com tempo.grafana.com monitoring.grafana.com opentelemetry.io jaegertracing.io keda.sh
   knative.dev serving.knative.dev kserve.io serving.kserve.io kubeflow.org ray.io volcano.sh crossplane.io upbound.io
   external-secrets.io secrets-store.csi.x-k8s.io vaultproject.io vault.hashicorp.com secrets.hashicorp.com consul.hashicorp.com banzaicloud.io banzaicloud.com bitnami.com
   linkerd.io envoyproxy.io konghq.com metallb.io metallb.universe.tf rancher.io cattle.io k3s.cattle.io openshift.io
   okd.io nvidia.com amd.com gpu.intel.com sgx.intel.com deviceplugin.intel.com habana.ai eks.amazonaws.com csi.aws.com vpc.amazonaws.com
   karpenter.sh gke.io cloud.google.com kubernetes.azure.com csi.azure.com azure.workload.identity
   csi.hetzner.cloud instance.hetzner.cloud k8s.scaleway.com csi.scaleway.com storageos.com csi.storage.gke.io openebs.io piraeus.io linstor.csi.linbit.com
   driver.longhorn.io nfs.csi.k8s.io csi.vsphere.vmware.com cloudprovider.kubernetes.io containerd.io k8s.elastic.co zalan.do
   acid.zalan.do percona.com mongodb.com app.redislabs.com rabbitmq.com temporal.io backstage.io sealedsecrets.bitnami.com
   toolkit.fluxcd.io reloader.stakater.com kustomize.config.k8s.io opencontainers.image org.opencontainers.image talos.dev
   siderolabs.com kubevirt.io cdi.kubevirt.io tekton.dev chaos-mesh.org litmuschaos.io falco.org aquasecurity.github.io
   trivy.aquasecurity.github.io kubescape.io neuvector.com stackrox.io spiffe.io spire.spiffe.io dex.coreos.com
   svc.id.goog iam.amazonaws.com kubebuilder.io csi.ceph.com csi.ceph.io common.k8s.elastic.co kasten.io volsync.backube backube kro.run gateway.solo.io nginx.org haproxy.org haproxy.com nats.io emqx.io
   dapr.io testkube.io pinniped.dev altinity.com redpanda.com scylladb.com openfaas.com kubescape.io dragonflydb.io valkey.io
   fluent.io external-dns.alpha.kubernetes.io sloth.slok.dev pyrra.dev sparkoperator.k8s.io tinkerbell.org metal3.io mittwald.de secretgenerator.mittwald.de
   keycloak.org k8s.keycloak.org minio.min.io min.io domicile.internal platform.domicile.internal`
    .trim()
    .split(/\s+/),
);
