import type { HostFamily } from '../types.ts';
import { each, remembered } from './family.ts';

/** Code and package hosts, certificate authorities, resolvers, clocks, and public health test servers. */
export const commons: readonly HostFamily[] = [
  remembered(['github', 'US'], 'https://docs.github.com (GitHub.com is hosted in the United States)', {
    at: each('github.com githubusercontent.com github.io githubassets.com github.dev githubstatus.com', 'US'),
    unplaced: { 'ghe.com': 'data residency is chosen per enterprise and not in the name' },
  }),
  remembered(['gitlab', 'US'], 'https://docs.gitlab.com/subscriptions/gitlab_com/ (hosted in the United States)', {
    at: each('gitlab.com gitlab.io gitlab.net', 'US'),
  }),
  remembered([null, 'US'], 'package indexes run from the United States', {
    at: each(
      `npmjs.org npmjs.com yarnpkg.com pypi.org pythonhosted.org crates.io rust-lang.org rustup.rs golang.org rubygems.org maven.org
       repo.maven.apache.org apache.org anaconda.org anaconda.com conda.io nuget.org sourceforge.net
       nodejs.org nodesource.com bun.sh deno.land get.helm.sh helm.sh artifacthub.io kernel.org fedoraproject.org centos.org rockylinux.org
       almalinux.org k3s.io rke2.io rancher.io get.k3s.io get.rke2.io download.pytorch.org pytorch.org tensorflow.org llvm.org
       developer.download.nvidia.com nvidia.github.io nvidia.com packages.microsoft.com packages.cloud.google.com apt.postgresql.org
       download.postgresql.org postgresql.org mysql.com mongodb.org elastic.co grafana.github.io kubernetes-sigs.github.io
       kubernetes.github.io jetstack.io charts.jetstack.io gradle.org plugins.gradle.org jitpack.io spring.io repo.spring.io oss.sonatype.org sonatype.com cran.r-project.org`,
      'US',
    ),
    unplaced: each(
      'opentofu.org debian.org alpinelinux.org packagist.org githubapp.com edgecdn.ru jsdelivr.net unpkg.com cdnjs.com',
      'mirrors or edges anywhere',
    ),
  }),
  remembered(['canonical', 'GB'], 'Canonical Ltd, London', {
    at: each('ubuntu.com canonical.com launchpad.net snapcraft.io', 'GB'),
  }),
  remembered(null, 'code hosts in member states, by their own imprints', {
    at: { ...each('opencode.de registry.opencode.de gitlab.opencode.de', 'DE'), ...each('framagit.org', 'FR') },
  }),
  remembered(null, 'mirrors in member states', {
    at: {
      'ftp.de.debian.org': 'DE',
      'ftp.fau.de': 'DE',
      'mirror.netcologne.de': 'DE',
      'ftp.halifax.rwth-aachen.de': 'DE',
      'de.archive.ubuntu.com': 'DE',
      'ftp.gwdg.de': 'DE',
      'mirror.dogado.de': 'DE',
      'ftp.fr.debian.org': 'FR',
      'ftp.nl.debian.org': 'NL',
    },
  }),
  remembered(['isrg', 'US'], 'https://letsencrypt.org (Internet Security Research Group)', {
    at: each('letsencrypt.org lencr.org', 'US'),
  }),
  remembered([null, 'US'], 'certificate authorities run from the United States', {
    at: each(
      'digicert.com ssl.com entrust.net identrust.com globalsign.com godaddy.com sectigo.com usertrust.com comodoca.com',
      'US',
    ),
    unplaced: each('zerossl.com', 'the authority does not say where its ACME service runs'),
  }),
  remembered(['buypass', 'NO'], 'https://www.buypass.com (Norway)', {
    at: each('api.buypass.com api.buypass.no buypass.no', 'NO'),
  }),
  remembered(['actalis', 'IT'], 'https://guide.actalis.com/ssl/activation/acme (Aruba, Italy)', {
    at: { 'acme-api.actalis.com': 'IT' },
  }),
  remembered(['harica', 'GR'], 'https://www.harica.gr (Greek universities)', {
    at: { 'acme-v02.harica.gr': 'GR', 'acme.harica.gr': 'GR', 'harica.gr': 'GR' },
  }),
  remembered(['swisssign', 'CH'], 'SwissSign, Zürich', {
    at: { 'swisssign.ch': 'CH', 'swisssign.net': 'CH', 'swisssign.com': 'CH' },
  }),
  remembered(['quad9', 'CH'], 'https://quad9.net (Swiss foundation, anycast)', {
    unplaced: each(
      'quad9.net dns.adguard.com dns.adguard-dns.com doh.opendns.com dns.nextdns.io dns.mullvad.net',
      'anycast: answered anywhere',
    ),
  }),
  remembered(null, 'resolvers run in member states', {
    at: {
      'joindns4.eu': 'EU',
      'dns3.digitalcourage.de': 'DE',
      'dnsforge.de': 'DE',
      'unicast.uncensoreddns.org': 'DK',
      'dns.digitale-gesellschaft.ch': 'CH',
    },
  }),
  remembered(null, 'https://www.ntppool.org', {
    unplaced: each('pool.ntp.org ntp.org', 'volunteers anywhere; a country zone is no promise'),
  }),
  remembered(null, 'national time services', {
    at: {
      'ptb.de': 'DE',
      'ntp.se': 'SE',
      'netnod.se': 'SE',
      'inrim.it': 'IT',
      'ntp.time.nl': 'NL',
      'ntp.nic.cz': 'CZ',
      'ntp.belnet.be': 'BE',
      'ntp.univie.ac.at': 'AT',
      'metas.ch': 'CH',
      'nist.gov': 'US',
      'usno.navy.mil': 'US',
      'npl.co.uk': 'GB',
      'time.facebook.com': 'US',
    },
  }),
  remembered(null, 'public FHIR test and package servers', {
    at: {
      ...each(
        'fhir.org smarthealthit.org hapifhir.io fhir.epic.com fhir-open.cerner.com fhir-ehr.cerner.com cerner.com epic.com fhir.loinc.org nlm.nih.gov nih.gov cdc.gov build.fhir.org',
        'US',
      ),
      ...each('csiro.au', 'AU'),
      'digital.nhs.uk': 'GB',
      ...each('api.nhs.uk service.nhs.uk', 'GB'),
    },
    unplaced: each(
      'simplifier.net snomed.org ihtsdotools.org who.int hl7.org loinc.org terminology.hl7.org fhir.de fhir.kbv.de',
      'nobody says where it is hosted',
    ),
  }),
  remembered(['gematik', 'DE'], 'Telematikinfrastruktur: central services in Germany', {
    at: each('ti-dienste.de splitdns.ti-dienste.de', 'DE'),
  }),
  remembered([null, 'DE'], 'https://mii-termserv.de (Service Unit Terminological Services)', {
    at: { 'mii-termserv.de': 'DE', 'ontoserver.mii-termserv.de': 'DE' },
  }),
];
